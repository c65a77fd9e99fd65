package io.tapes.reporters.hdrhistogram;

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

  /**
   * Returns the same distribution as HdrHistogram's type with two significant digits, for its
   * encodings and its percentile arithmetic. Each value is represented by the lowest of its bucket.
   *
   * @param values the distribution, as it was recorded: of a timer in nanoseconds
   * @return a new histogram
   */
  public static Histogram of(Distribution values) {
    Histogram out = new Histogram(Math.max(LEAST_HIGHEST, values.max()), DIGITS);
    for (int i = 0; i < values.bucketCount(); i++) {
      out.recordValueWithCount(Buckets.lowest(values.bucketIndex(i)), values.bucketValues(i));
    }
    return out;
  }
}
