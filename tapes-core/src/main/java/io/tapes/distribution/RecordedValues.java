package io.tapes.distribution;

import java.util.Arrays;

/** What is exact of recorded values: how many there are, their sum and their extremes. */
abstract class RecordedValues extends CountedBuckets {
  private final long count;
  private final long sum;
  private final long min;
  private final long max;
  private final boolean whole;

  /** The extremes as keys of the table. */
  RecordedValues(
      BucketSet buckets,
      byte[] counts,
      long count,
      long sumBits,
      long min,
      long max,
      boolean whole) {
    super(buckets, counts);
    this.count = count;
    this.sum = sumBits;
    this.min = min;
    this.max = max;
    this.whole = whole;
  }

  /**
   * Returns whether the sum is known to be that of the counts.
   *
   * @return true for what was read while no record was under way; false also where that is not
   *     known
   */
  public final boolean isWhole() {
    return whole;
  }

  /**
   * Returns how many values were recorded.
   *
   * @return the exact number
   */
  public final long count() {
    return count;
  }

  /**
   * Returns which values there are.
   *
   * @return that of longs also when empty
   */
  @Override
  public BucketTable table() {
    return BucketTable.LONGS;
  }

  /**
   * Returns the sum of the longs.
   *
   * @return the exact sum, modulo 2^64; in nanoseconds it is negative beyond 292 years
   * @throws IllegalStateException if there are doubles
   */
  public final long sum() {
    requireLongs();
    return sum;
  }

  /**
   * Returns the smallest of the longs.
   *
   * @return 0 when empty; exact where values were recorded or added, see {@link Distribution#minus}
   * @throws IllegalStateException if there are doubles
   */
  public final long min() {
    requireLongs();
    return min;
  }

  /**
   * Returns the largest of the longs.
   *
   * @return 0 when empty; exact where values were recorded or added, see {@link Distribution#minus}
   * @throws IllegalStateException if there are doubles
   */
  public final long max() {
    requireLongs();
    return max;
  }

  private void requireLongs() {
    if (table() != BucketTable.LONGS) {
      throw new IllegalStateException(
          "a distribution of doubles has no long in it; ask doubleSum(), doubleMin(), doubleMax()");
    }
  }

  /**
   * Returns the sum of the values, whichever there are.
   *
   * @return the sum, of doubles to the last bit but one; infinite once it has left their range, and
   *     of longs wrapped around as its sum is
   */
  public final double doubleSum() {
    return total().value();
  }

  /**
   * Returns what {@link #doubleSum} lacks of the sum of doubles, which sums are added up with.
   *
   * @return 0 with longs
   */
  public double restOfSum() {
    return 0;
  }

  /**
   * Returns the smallest value, whichever there are.
   *
   * @return 0 when empty
   */
  public final double doubleMin() {
    return table().value(min);
  }

  /**
   * Returns the largest value, whichever there are.
   *
   * @return 0 when empty
   */
  public final double doubleMax() {
    return table().value(max);
  }

  /**
   * Returns the key of the smallest value.
   *
   * @return a key of the table; 0 when empty
   */
  public final long minKey() {
    return min;
  }

  /**
   * Returns the key of the largest value.
   *
   * @return a key of the table; 0 when empty
   */
  public final long maxKey() {
    return max;
  }

  /**
   * Returns the sum of the squares of the values, as far as buckets and sum tell it: as if the
   * values of each bucket were one number, and these add up to the sum. So it is never less than
   * the square of the sum over the count, equal to that where all values are the same, and too
   * small by no more than the variance inside of the buckets, which is below 2e-5 of it.
   *
   * @return the sum of squares in recorded units; 0 when empty
   */
  public final double sumOfSquares() {
    return SumOfSquares.of(this, doubleSum(), count);
  }

  final long sumBits() {
    return sum;
  }

  Total total() {
    return Total.of(sum);
  }

  /** The sum of what was recorded since an earlier state. */
  final Total totalSince(RecordedValues earlier) {
    return earlier.count == 0 ? total() : total().minus(earlier.total());
  }

  @Override
  final double lowerBound() {
    return doubleMin();
  }

  @Override
  final double upperBound() {
    return doubleMax();
  }

  @Override
  final double exactMean() {
    return doubleSum() / count;
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof RecordedValues that
        && count == that.count
        && sum == that.sum
        && restOfSum() == that.restOfSum()
        && min == that.min
        && max == that.max
        && table() == that.table()
        && buckets.equals(that.buckets)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public final int hashCode() {
    return 31 * (31 * buckets.hashCode() + Arrays.hashCode(counts)) + Long.hashCode(sum);
  }
}
