package io.tapes.benchmarks.accuracy;

import com.netflix.spectator.api.DefaultRegistry;
import com.netflix.spectator.api.histogram.PercentileTimer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Spectator's percentile timer, its range wide enough for all streams. */
final class SpectatorEstimator implements Estimator {
  private final DefaultRegistry registry = new DefaultRegistry();
  private final PercentileTimer timer =
      PercentileTimer.builder(registry)
          .withId(registry.createId("latency"))
          .withRange(Duration.ofNanos(1), Duration.ofHours(2))
          .build();

  @Override
  public void record(long nanos) {
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public double[] quantiles(double[] ranks) {
    double[] quantiles = new double[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      quantiles[i] = 1e9 * timer.percentile(100 * ranks[i]);
    }
    return quantiles;
  }
}
