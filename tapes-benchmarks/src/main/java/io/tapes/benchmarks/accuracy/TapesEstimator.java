package io.tapes.benchmarks.accuracy;

import io.tapes.DistributionValue;
import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Tags;
import io.tapes.Timer;
import io.tapes.distribution.DistributionStatistics;
import java.util.concurrent.TimeUnit;

/** Ours: the cumulative distribution, or the recent figures of {@code getStats}. */
final class TapesEstimator implements Estimator {
  private final Registry registry = Registry.builder().clock(new ManualClock()).build();
  private final Timer timer = registry.timer("latency");
  private final boolean recent;

  TapesEstimator(boolean recent) {
    this.recent = recent;
  }

  @Override
  public void record(long nanos) {
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public double[] quantiles(double[] ranks) {
    SeriesId id = new SeriesId("latency", Tags.empty());
    DistributionValue value = registry.snapshot().find(id).orElseThrow().asDistribution();
    double[] quantiles = new double[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      quantiles[i] = recent ? recent(value.summary(), ranks[i]) : value.total().quantile(ranks[i]);
    }
    return quantiles;
  }

  private static double recent(DistributionStatistics summary, double rank) {
    double seconds =
        rank == 0.5
            ? summary.q50()
            : rank == 0.95 ? summary.q95() : rank == 0.99 ? summary.q99() : summary.q999();
    return seconds * DistributionValue.NANOS_PER_SECOND;
  }
}
