package io.tapes.benchmarks.distributed;

import io.tapes.Counter;
import io.tapes.Gauge;
import io.tapes.Histogram;
import io.tapes.Meter;
import io.tapes.Registry;
import io.tapes.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Series of one worker, in the proportions of a service, and records in each. One thread. */
final class Load {
  private static final long[] NANOS = io.tapes.benchmarks.shared.Values.latencies(1 << 10, 7);

  private final List<Counter> counters = new ArrayList<>();
  private final List<Gauge> gauges = new ArrayList<>();
  private final List<Meter> meters = new ArrayList<>();
  private final List<Timer> timers = new ArrayList<>();
  private final List<Histogram> histograms = new ArrayList<>();
  private int next;

  /** So many series: of ten there are four counters, and two gauges, meters and distributions. */
  Load(Registry registry, int series) {
    for (int i = 0; i < series; i++) {
      String name = "service.endpoint" + i;
      switch (i % 10) {
        case 0, 1, 2, 3 -> counters.add(registry.counter(name));
        case 4, 5 -> gauges.add(registry.gauge(name));
        case 6, 7 -> meters.add(registry.meter(name));
        case 8 -> timers.add(registry.timer(name));
        default -> histograms.add(registry.histogram(name));
      }
    }
  }

  /**
   * As many values in each distribution as a service has before long: later ones add few buckets.
   */
  Load filled() {
    for (int i = 0; i < NANOS.length; i++) {
      timers.forEach(timer -> timer.record(NANOS[next++ & 1023], TimeUnit.NANOSECONDS));
      histograms.forEach(histogram -> histogram.record(NANOS[next++ & 1023]));
      next++;
    }
    return this;
  }

  /** One record in each series. */
  void record() {
    counters.forEach(Counter::increment);
    gauges.forEach(gauge -> gauge.set(next++));
    meters.forEach(Meter::mark);
    timers.forEach(timer -> timer.record(NANOS[next++ & 1023], TimeUnit.NANOSECONDS));
    histograms.forEach(histogram -> histogram.record(NANOS[next++ & 1023]));
  }
}
