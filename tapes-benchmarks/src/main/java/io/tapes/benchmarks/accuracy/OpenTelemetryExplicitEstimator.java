package io.tapes.benchmarks.accuracy;

import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.tapes.benchmarks.shared.OpenTelemetryState;
import io.tapes.benchmarks.shared.PullReader;
import java.util.List;

/** OpenTelemetry's default buckets, in milliseconds. */
final class OpenTelemetryExplicitEstimator implements Estimator {
  private final PullReader reader = new PullReader();
  private final DoubleHistogram histogram =
      OpenTelemetryState.provider(reader).get("accuracy").histogramBuilder("explicit").build();

  @Override
  public void record(long nanos) {
    histogram.record(nanos / 1e6);
  }

  @Override
  public double[] quantiles(double[] ranks) {
    HistogramPointData point =
        reader.collect().iterator().next().getHistogramData().getPoints().iterator().next();
    List<Double> boundaries = point.getBoundaries();
    double[] upper = new double[boundaries.size() + 1];
    long[] counts = new long[upper.length];
    for (int i = 0; i < upper.length; i++) {
      upper[i] = i < boundaries.size() ? boundaries.get(i) : Double.POSITIVE_INFINITY;
      counts[i] = point.getCounts().get(i);
    }
    double[] quantiles = new double[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      quantiles[i] = 1e6 * BucketMath.linear(upper, counts, ranks[i]);
    }
    return quantiles;
  }
}
