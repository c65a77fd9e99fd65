package io.tapes.benchmarks.accuracy;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;

/** client_java's native histogram, read as Prometheus reads it. */
final class ClientJavaNativeEstimator implements Estimator {
  private final Histogram histogram = Histogram.builder().name("latency").nativeOnly().build();

  @Override
  public void record(long nanos) {
    histogram.observe(nanos / 1e9);
  }

  @Override
  public double[] quantiles(double[] ranks) {
    HistogramDataPointSnapshot point = histogram.collect().getDataPoints().get(0);
    NativeHistogramBuckets buckets = point.getNativeBucketsForPositiveValues();
    int[] indices = new int[buckets.size()];
    long[] counts = new long[buckets.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = buckets.getBucketIndex(i);
      counts[i] = buckets.getCount(i);
    }
    double base = Math.pow(2, Math.pow(2, -point.getNativeSchema()));
    double[] quantiles = new double[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      quantiles[i] = 1e9 * BucketMath.exponential(base, indices, counts, ranks[i]);
    }
    return quantiles;
  }
}
