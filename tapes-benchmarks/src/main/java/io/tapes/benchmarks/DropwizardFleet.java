package io.tapes.benchmarks;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import com.codahale.metrics.json.MetricsModule;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Dropwizard Metrics with its default, decaying reservoirs. */
final class DropwizardFleet implements Fleet {
  private final MetricRegistry registry = new MetricRegistry();
  private final ObjectMapper mapper =
      new ObjectMapper()
          .registerModule(new MetricsModule(TimeUnit.SECONDS, TimeUnit.SECONDS, false));
  private final long[] history = Fleet.history();
  private int round;

  DropwizardFleet() {
    for (int i = 0; i < COUNTERS; i++) {
      registry.counter(Fleet.name("count", i));
    }
    for (int i = 0; i < GAUGES; i++) {
      Gauge<Double> gauge = () -> round + 0.5;
      registry.register(Fleet.name("level", i), gauge);
    }
    for (int i = 0; i < METERS; i++) {
      registry.meter(Fleet.name("rate", i));
    }
    for (int i = 0; i < TIMERS; i++) {
      Timer timer = registry.timer(Fleet.name("latency", i));
      for (long nanos : history) {
        timer.update(nanos, TimeUnit.NANOSECONDS);
      }
    }
    change();
  }

  @Override
  public void change() {
    round++;
    registry.getCounters().values().forEach(Counter::inc);
    registry.getMeters().values().forEach(Meter::mark);
    long nanos = history[round % RECORDS];
    registry.getTimers().values().forEach(t -> t.update(nanos, TimeUnit.NANOSECONDS));
  }

  @Override
  public Object snapshot() {
    List<Object> read = new ArrayList<>();
    registry.getCounters().values().forEach(counter -> read.add(counter.getCount()));
    registry.getGauges().values().forEach(gauge -> read.add(gauge.getValue()));
    for (Meter meter : registry.getMeters().values()) {
      read.add(meter.getOneMinuteRate());
    }
    for (Timer timer : registry.getTimers().values()) {
      read.add(timer.getOneMinuteRate());
      read.add(timer.getSnapshot());
    }
    return read;
  }

  @Override
  public void json(OutputStream out) throws IOException {
    mapper.writeValue(out, registry);
  }
}
