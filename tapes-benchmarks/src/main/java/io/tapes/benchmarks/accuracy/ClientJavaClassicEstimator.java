package io.tapes.benchmarks.accuracy;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;

/** client_java's default buckets, in seconds. */
final class ClientJavaClassicEstimator implements Estimator {
  private final Histogram histogram = Histogram.builder().name("latency").classicOnly().build();

  @Override
  public void record(long nanos) {
    histogram.observe(nanos / 1e9);
  }

  @Override
  public double[] quantiles(double[] ranks) {
    ClassicHistogramBuckets buckets =
        histogram.collect().getDataPoints().get(0).getClassicBuckets();
    double[] upper = new double[buckets.size()];
    long[] counts = new long[buckets.size()];
    for (int i = 0; i < upper.length; i++) {
      upper[i] = buckets.getUpperBound(i);
      counts[i] = buckets.getCount(i);
    }
    double[] quantiles = new double[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      quantiles[i] = 1e9 * BucketMath.linear(upper, counts, ranks[i]);
    }
    return quantiles;
  }
}
