package io.tapes.opentelemetry;

import io.opentelemetry.sdk.metrics.data.ExponentialHistogramBuckets;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.tapes.distribution.Distribution;
import io.tapes.distribution.ForeignBuckets;
import java.util.List;

/** The distributions of the SDK's histograms. */
final class PointBuckets {
  private PointBuckets() {}

  static Distribution of(HistogramPointData point) {
    ForeignBuckets made = new ForeignBuckets();
    List<Double> bounds = point.getBoundaries();
    double above = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < point.getCounts().size(); i++) {
      double upTo = i < bounds.size() ? bounds.get(i) : Double.POSITIVE_INFINITY;
      made.add(above, upTo, point.getCounts().get(i));
      above = upTo;
    }
    return point.hasMin() && point.hasMax()
        ? made.distribution(point.getSum(), point.getMin(), point.getMax())
        : made.distribution(point.getSum());
  }

  static Distribution of(ExponentialHistogramPointData point) {
    ForeignBuckets made = new ForeignBuckets();
    add(point.getNegativeBuckets(), true, made);
    made.add(-Double.MIN_VALUE, 0, point.getZeroCount());
    add(point.getPositiveBuckets(), false, made);
    return point.hasMin() && point.hasMax()
        ? made.distribution(point.getSum(), point.getMin(), point.getMax())
        : made.distribution(point.getSum());
  }

  /** Bucket i reaches from base^i, which is no part of it, to base^(i+1). */
  private static void add(
      ExponentialHistogramBuckets buckets, boolean negative, ForeignBuckets to) {
    List<Long> counts = buckets.getBucketCounts();
    for (int i = 0; i < counts.size(); i++) {
      int index = buckets.getOffset() + i;
      double lower = bound(index, buckets.getScale());
      double upper = bound(index + 1, buckets.getScale());
      if (negative) {
        to.add(-upper, -lower, counts.get(i));
      } else {
        to.add(lower, upper, counts.get(i));
      }
    }
  }

  private static double bound(int index, int scale) {
    return Math.pow(2, Math.scalb((double) index, -scale));
  }
}
