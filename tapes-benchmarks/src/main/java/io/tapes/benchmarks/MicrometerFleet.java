package io.tapes.benchmarks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Micrometer's Prometheus registry, timers with percentiles; its counters stand for meters. */
final class MicrometerFleet implements Fleet {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<Counter> counters = new ArrayList<>();
  private final List<Timer> timers = new ArrayList<>();
  private final long[] history = Fleet.history();
  private int round;

  MicrometerFleet() {
    for (int i = 0; i < COUNTERS; i++) {
      counters.add(registry.counter(Fleet.name("count", i)));
    }
    for (int i = 0; i < GAUGES; i++) {
      Gauge.builder(Fleet.name("level", i), () -> round + 0.5).register(registry);
    }
    for (int i = 0; i < METERS; i++) {
      counters.add(registry.counter(Fleet.name("rate", i)));
    }
    for (int i = 0; i < TIMERS; i++) {
      Timer timer =
          Timer.builder(Fleet.name("latency", i))
              .publishPercentiles(MicrometerState.PERCENTILES)
              .register(registry);
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
    timers.forEach(t -> t.record(history[round % RECORDS], TimeUnit.NANOSECONDS));
  }

  @Override
  public Object snapshot() {
    List<Object> read = new ArrayList<>();
    for (Meter meter : registry.getMeters()) {
      if (meter instanceof Timer timer) {
        read.add(timer.takeSnapshot());
      } else {
        meter.measure().forEach(measurement -> read.add(measurement.getValue()));
      }
    }
    return read;
  }

  @Override
  public void prometheus(OutputStream out) throws IOException {
    registry.scrape(out);
  }
}
