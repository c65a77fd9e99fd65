package io.tapes.benchmarks.accuracy;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Micrometer's client-side percentiles, within one window. */
final class MicrometerEstimator implements Estimator {
  private final Timer timer =
      Timer.builder("latency")
          .publishPercentiles(QuantileError.ranks())
          .distributionStatisticExpiry(Duration.ofHours(1))
          .maximumExpectedValue(Duration.ofHours(2))
          .register(new SimpleMeterRegistry());

  @Override
  public void record(long nanos) {
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public double[] quantiles(double[] ranks) {
    ValueAtPercentile[] values = timer.takeSnapshot().percentileValues();
    double[] quantiles = new double[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      for (ValueAtPercentile value : values) {
        if (value.percentile() == ranks[i]) {
          quantiles[i] = value.value(TimeUnit.NANOSECONDS);
        }
      }
    }
    return quantiles;
  }
}
