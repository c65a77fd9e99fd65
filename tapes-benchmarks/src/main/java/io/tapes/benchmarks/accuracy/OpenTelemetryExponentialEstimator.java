package io.tapes.benchmarks.accuracy;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.tapes.benchmarks.shared.OpenTelemetryState;
import io.tapes.benchmarks.shared.PullReader;

/** OpenTelemetry's exponential histogram with its default of 160 buckets. */
final class OpenTelemetryExponentialEstimator implements Estimator {
  private final PullReader reader = new PullReader();
  private final DoubleHistogram histogram =
      OpenTelemetryState.provider(reader).get("accuracy").histogramBuilder("exponential").build();

  @Override
  public void record(long nanos) {
    histogram.record(nanos / 1e6);
  }

  @Override
  public double[] quantiles(double[] ranks) {
    ExponentialHistogramPointData point =
        reader
            .collect()
            .iterator()
            .next()
            .getExponentialHistogramData()
            .getPoints()
            .iterator()
            .next();
    ExponentialHistogramBuckets buckets = point.getPositiveBuckets();
    int[] indices = new int[buckets.getBucketCounts().size()];
    long[] counts = new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      // OpenTelemetry's bucket i begins where Prometheus' bucket i ends.
      indices[i] = buckets.getOffset() + i + 1;
      counts[i] = buckets.getBucketCounts().get(i);
    }
    double base = Math.pow(2, Math.pow(2, -point.getScale()));
    double[] quantiles = new double[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      quantiles[i] = 1e6 * BucketMath.exponential(base, indices, counts, ranks[i]);
    }
    return quantiles;
  }
}
