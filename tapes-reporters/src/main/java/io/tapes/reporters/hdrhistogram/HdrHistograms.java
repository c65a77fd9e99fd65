package io.tapes.reporters.hdrhistogram;

import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import org.HdrHistogram.Histogram;

/**
 * Converts distributions to HdrHistogram's type. Both have the same buckets at two significant
 * digits, so each count is exact. Any thread may call it.
 */
public final class HdrHistograms {
  /** The digits at which HdrHistogram has the buckets of {@link Buckets}. */
  private static final int DIGITS = 2;

  /** HdrHistogram refuses to track less. */
  private static final long LEAST_HIGHEST = 2;

  private HdrHistograms() {}

  static boolean isPossible(Distribution values) {
    return values.table() == BucketTable.LONGS && values.minKey() >= 0;
  }

  /**
   * Returns the same distribution as HdrHistogram's type with two significant digits, for its
   * encodings and its percentile arithmetic. Each value is represented by the lowest of its bucket.
   *
   * @param values the distribution, as it was recorded: of a timer in nanoseconds
   * @return a new histogram
   * @throws IllegalArgumentException if there are negative numbers or doubles, which it cannot hold
   */
  public static Histogram of(Distribution values) {
    if (!isPossible(values)) {
      throw new IllegalArgumentException(
          "HdrHistogram's histograms hold no negative numbers and no doubles; export the distribution"
              + " in another format");
    }
    Histogram out = new Histogram(Math.max(LEAST_HIGHEST, values.max()), DIGITS);
    for (int i = 0; i < values.bucketCount(); i++) {
      out.recordValueWithCount(Buckets.lowest(values.bucketIndex(i)), values.bucketValues(i));
    }
    return out;
  }
}
