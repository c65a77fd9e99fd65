package io.tapes.distribution;

import java.util.Locale;

/**
 * Says which values the buckets of a distribution hold: whole numbers or doubles. Both tables are
 * log-linear and fixed, so that distributions of any two processes add up exactly.
 *
 * <p>A value is handled as a <em>key</em>, a long that is ordered as the values are: a whole number
 * is its own key, and the key of a double is its bits, those below the sign inverted where it is
 * negative. The index of a bucket ascends with the keys, and is negative for negative values. Any
 * thread may use an instance.
 */
public enum BucketTable {
  /**
   * Any long. Those from 0 on have the buckets of {@link Buckets}; the bucket of a negative one is
   * the mirror image of the bucket of its complement, so −1 has the bucket −1.
   */
  LONGS,

  /**
   * Any finite double: 128 buckets for each power of two, so a bucket is never wider than 1/128
   * (0.79 %) of the values in it; nearer to zero than 2.2e-308, where doubles have fewer digits, it
   * is 1.8e-310 wide. −0.0 is 0.
   */
  DOUBLES;

  /** The bits of a double that its bucket does not tell: 52 of the fraction but 7. */
  private static final int REST_BITS = 45;

  private static final long REST = (1L << REST_BITS) - 1;

  /** The index of the bucket of the largest double. */
  private static final int LAST_DOUBLE =
      (int) (Double.doubleToRawLongBits(Double.MAX_VALUE) >> REST_BITS);

  /**
   * Returns the bucket of a value.
   *
   * @param key its key
   * @return an index from {@link #first} to {@link #last}
   */
  public int index(long key) {
    if (this == DOUBLES) {
      return (int) (key >> REST_BITS);
    }
    return key >= 0 ? Buckets.index(key) : ~Buckets.index(~key);
  }

  /**
   * Returns the key of the smallest value of a bucket.
   *
   * @param index from {@link #first} to {@link #last}
   * @return the key, inclusive
   */
  public long lowest(int index) {
    if (this == DOUBLES) {
      return (long) index << REST_BITS;
    }
    return index >= 0 ? Buckets.lowest(index) : ~Buckets.highest(~index);
  }

  /**
   * Returns the key of the largest value of a bucket.
   *
   * @param index from {@link #first} to {@link #last}
   * @return the key, inclusive
   */
  public long highest(int index) {
    if (this == DOUBLES) {
      return ((long) index << REST_BITS) | REST;
    }
    return index >= 0 ? Buckets.highest(index) : ~Buckets.lowest(~index);
  }

  /**
   * Returns the index of the bucket of the smallest value that there is.
   *
   * @return below 0
   */
  public int first() {
    return ~last();
  }

  /**
   * Returns the index of the bucket of the largest value that there is.
   *
   * @return above 0
   */
  public int last() {
    return this == DOUBLES ? LAST_DOUBLE : Buckets.COUNT - 1;
  }

  /**
   * Returns the value of a key.
   *
   * @param key any key
   * @return the value, of a long above 2^53 to the precision of a double
   */
  public double value(long key) {
    return this == DOUBLES ? Double.longBitsToDouble(mirrored(key)) : (double) key;
  }

  /**
   * Returns the key of a value.
   *
   * @param value a finite number; of longs the nearest one is taken
   * @return the key
   */
  public long key(double value) {
    // Adding 0 makes 0.0 of -0.0.
    return this == DOUBLES ? mirrored(Double.doubleToRawLongBits(value + 0.0)) : Math.round(value);
  }

  private static long mirrored(long bits) {
    return bits ^ ((bits >> (Long.SIZE - 1)) & Long.MAX_VALUE);
  }

  /**
   * Returns the smallest value of a bucket.
   *
   * @param index from {@link #first} to {@link #last}
   * @return the value, inclusive
   */
  public double lowestValue(int index) {
    return value(lowest(index));
  }

  /**
   * Returns the largest value of a bucket.
   *
   * @param index from {@link #first} to {@link #last}
   * @return the value, inclusive
   */
  public double highestValue(int index) {
    return value(highest(index));
  }

  /**
   * Returns the mean of the values that a bucket holds, if they are spread evenly.
   *
   * @param index from {@link #first} to {@link #last}
   * @return a value between its bounds
   */
  public double middle(int index) {
    if (this == DOUBLES) {
      return lowestValue(index) / 2 + highestValue(index) / 2;
    }
    return index >= 0 ? Buckets.middle(index) : -Buckets.middle(~index) - 1;
  }

  /** Throws unless values of the two can be in one distribution. */
  void requireSame(BucketTable other) {
    if (this != other) {
      throw new IllegalArgumentException(
          "a distribution of "
              + name().toLowerCase(Locale.ROOT)
              + " and one of "
              + other.name().toLowerCase(Locale.ROOT)
              + " cannot be combined; record all values of a metric in one kind of histogram");
    }
  }
}
