package io.tapes.prometheus.client;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.tapes.distribution.Distribution;
import io.tapes.distribution.ForeignBuckets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A histogram as client_java has it: classic buckets, native ones, or both of the same values. An
 * immutable value.
 */
final class RawHistogram {
  /** Upper bounds of the classic buckets, the last of them infinite; none where all are native. */
  private final double[] bounds;

  private final long[] classic;
  private final NativeBuckets exponential;
  private final double sum;

  private RawHistogram(double[] bounds, long[] classic, NativeBuckets exponential, double sum) {
    this.bounds = bounds;
    this.classic = classic;
    this.exponential = exponential;
    this.sum = sum;
  }

  static RawHistogram of(HistogramSnapshot.HistogramDataPointSnapshot point) {
    ClassicHistogramBuckets buckets = point.getClassicBuckets();
    double[] bounds = new double[buckets.size()];
    long[] classic = new long[buckets.size()];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = buckets.getUpperBound(i);
      classic[i] = buckets.getCount(i);
    }
    return new RawHistogram(
        bounds,
        classic,
        point.hasNativeHistogramData() ? NativeBuckets.of(point) : NativeBuckets.NONE,
        point.hasSum() ? point.getSum() : Double.NaN);
  }

  List<Double> finiteBounds() {
    List<Double> finite = new ArrayList<>();
    for (double bound : bounds) {
      if (bound != Double.POSITIVE_INFINITY) {
        finite.add(bound);
      }
    }
    return finite;
  }

  private long count() {
    return bounds.length > 0 ? Arrays.stream(classic).sum() : exponential.count();
  }

  /** What came since an earlier reading; all of this if it did not grow out of that. */
  RawHistogram since(RawHistogram earlier) {
    if (!Arrays.equals(bounds, earlier.bounds) || count() < earlier.count()) {
      return this;
    }
    long[] more = new long[classic.length];
    for (int i = 0; i < more.length; i++) {
      more[i] = classic[i] - earlier.classic[i];
      if (more[i] < 0) {
        return this;
      }
    }
    NativeBuckets news = exponential.since(earlier.exponential);
    return new RawHistogram(bounds, more, news, sum - earlier.sum);
  }

  Distribution distribution() {
    ForeignBuckets made = new ForeignBuckets();
    if (bounds.length == 0) {
      exponential.forEach(made::add);
    }
    double above = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < bounds.length; i++) {
      new ClassicBucket(above, bounds[i], classic[i]).spread(exponential, made);
      above = bounds[i];
    }
    return made.distribution(sum);
  }
}
