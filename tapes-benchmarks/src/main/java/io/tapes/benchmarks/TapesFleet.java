package io.tapes.benchmarks;

import io.tapes.Counter;
import io.tapes.Gauge;
import io.tapes.Meter;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.Timer;
import io.tapes.reporters.json.JsonFormat;
import io.tapes.reporters.prometheus.PrometheusFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ours. */
final class TapesFleet implements Fleet {
  private final Registry registry = Registry.create();
  private final List<Counter> counters = new ArrayList<>();
  private final List<Gauge> gauges = new ArrayList<>();
  private final List<Meter> meters = new ArrayList<>();
  private final List<Timer> timers = new ArrayList<>();
  private final long[] history = Fleet.history();
  private int round;

  TapesFleet() {
    for (int i = 0; i < COUNTERS; i++) {
      counters.add(registry.counter(Fleet.name("count", i)));
    }
    for (int i = 0; i < GAUGES; i++) {
      gauges.add(registry.gauge(Fleet.name("level", i)));
    }
    for (int i = 0; i < METERS; i++) {
      meters.add(registry.meter(Fleet.name("rate", i)));
    }
    for (int i = 0; i < TIMERS; i++) {
      Timer timer = registry.timer(Fleet.name("latency", i));
      timers.add(timer);
      for (long nanos : history) {
        timer.record(nanos, TimeUnit.NANOSECONDS);
      }
    }
    change();
  }

  @Override
  public void change() {
    round++;
    counters.forEach(Counter::increment);
    gauges.forEach(gauge -> gauge.set(round + 0.5));
    meters.forEach(Meter::mark);
    timers.forEach(t -> t.record(history[round % RECORDS], TimeUnit.NANOSECONDS));
  }

  @Override
  public Snapshot snapshot() {
    return registry.snapshot();
  }

  @Override
  public void json(OutputStream out) throws IOException {
    JsonFormat.compact().write(registry.snapshot(), out);
  }

  @Override
  public void prometheus(OutputStream out) throws IOException {
    PrometheusFormat.text().write(registry.snapshot(), out);
  }
}
