package io.tapes.benchmarks;

import io.avaje.metrics.Counter;
import io.avaje.metrics.MetricRegistry;
import io.avaje.metrics.Metrics;
import io.avaje.metrics.Timer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** avaje-metrics: no quantiles, and reading resets; its counters stand for meters. */
final class AvajeFleet implements Fleet {
  private final MetricRegistry registry = Metrics.createRegistry();
  private final List<Counter> counters = new ArrayList<>();
  private final List<Timer> timers = new ArrayList<>();
  private final long[] history = Fleet.history();
  private int round;

  AvajeFleet() {
    for (int i = 0; i < COUNTERS; i++) {
      counters.add(registry.counter(Fleet.name("count", i)));
    }
    for (int i = 0; i < GAUGES; i++) {
      registry.gauge(Fleet.name("level", i), () -> round + 0.5);
    }
    for (int i = 0; i < METERS; i++) {
      counters.add(registry.counter(Fleet.name("rate", i)));
    }
    for (int i = 0; i < TIMERS; i++) {
      Timer timer = registry.timer(Fleet.name("latency", i));
      timers.add(timer);
      for (long nanos : history) {
        timer.addEventDuration(true, nanos);
      }
    }
    change();
  }

  @Override
  public void change() {
    round++;
    counters.forEach(Counter::inc);
    timers.forEach(timer -> timer.addEventDuration(true, history[round % RECORDS]));
  }

  @Override
  public Object snapshot() {
    return registry.collectMetrics();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
      registry.collectAsJson().write(writer);
    }
  }
}
