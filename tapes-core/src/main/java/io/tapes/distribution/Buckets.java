package io.tapes.distribution;

/**
 * The log-linear bucket table that every histogram and timer uses: HdrHistogram's layout for two
 * significant digits, over all non-negative longs.
 *
 * <p>Values from 0 to 255 have a bucket each; above, every octave is divided into 128 buckets of
 * equal width, so a bucket is never wider than 1/128 (0.79 %) of the values in it. The index of a
 * bucket is the index that {@code new org.HdrHistogram.Histogram(2)} gives it.
 */
public final class Buckets {
  /** The number of buckets: indices run from 0 to {@code COUNT - 1}. */
  public static final int COUNT = 56 * 128 + 128;

  private static final int HALF_BITS = 7;
  private static final int HALF = 1 << HALF_BITS;
  private static final long LINEAR_MASK = 2 * HALF - 1;
  private static final int LEADING_ZEROS_BASE = Long.SIZE - HALF_BITS - 1;

  private Buckets() {}

  /**
   * Returns the bucket that holds a value.
   *
   * @param value at least 0
   * @return an index from 0 to {@code COUNT - 1}
   */
  public static int index(long value) {
    int octave = LEADING_ZEROS_BASE - Long.numberOfLeadingZeros(value | LINEAR_MASK);
    return (octave << HALF_BITS) + (int) (value >>> octave);
  }

  /**
   * Returns the smallest value of a bucket.
   *
   * @param index from 0 to {@code COUNT - 1}
   * @return the value, inclusive
   */
  public static long lowest(int index) {
    int octave = octave(index);
    return (long) (index - (octave << HALF_BITS)) << octave;
  }

  /**
   * Returns the largest value of a bucket.
   *
   * @param index from 0 to {@code COUNT - 1}
   * @return the value, inclusive
   */
  public static long highest(int index) {
    return lowest(index) + (1L << octave(index)) - 1;
  }

  /** The mean of the values that a bucket holds, if they are spread evenly. */
  static double middle(int index) {
    return lowest(index) + ((1L << octave(index)) - 1) / 2.0;
  }

  private static int octave(int index) {
    return Math.max(0, (index >> HALF_BITS) - 1);
  }
}
