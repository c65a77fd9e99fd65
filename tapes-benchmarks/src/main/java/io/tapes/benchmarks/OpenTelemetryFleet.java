package io.tapes.benchmarks;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.tapes.benchmarks.shared.OpenTelemetryState;
import io.tapes.benchmarks.shared.PullReader;
import java.util.ArrayList;
import java.util.List;

/** The OpenTelemetry SDK with its default histogram; counters stand for meters. */
final class OpenTelemetryFleet implements Fleet {
  private final PullReader reader = new PullReader();
  private final List<LongCounter> counters = new ArrayList<>();
  private final List<DoubleHistogram> timers = new ArrayList<>();
  private final long[] history = Fleet.history();
  private int round;

  OpenTelemetryFleet() {
    Meter meter = OpenTelemetryState.provider(reader).get("fleet");
    for (int i = 0; i < COUNTERS; i++) {
      counters.add(meter.counterBuilder(Fleet.name("count", i)).build());
    }
    for (int i = 0; i < GAUGES; i++) {
      var unused =
          meter
              .gaugeBuilder(Fleet.name("level", i))
              .buildWithCallback(gauge -> gauge.record(round + 0.5));
    }
    for (int i = 0; i < METERS; i++) {
      counters.add(meter.counterBuilder(Fleet.name("rate", i)).build());
    }
    for (int i = 0; i < TIMERS; i++) {
      DoubleHistogram timer = meter.histogramBuilder(Fleet.name("latency", i)).build();
      timers.add(timer);
      for (long nanos : history) {
        timer.record(nanos / 1e6);
      }
    }
    change();
  }

  @Override
  public void change() {
    round++;
    counters.forEach(counter -> counter.add(1));
    timers.forEach(timer -> timer.record(history[round % RECORDS] / 1e6));
  }

  @Override
  public Object snapshot() {
    return reader.collect();
  }
}
