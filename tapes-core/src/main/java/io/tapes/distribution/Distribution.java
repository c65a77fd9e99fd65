package io.tapes.distribution;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable distribution of longs or of doubles: how many values fell into each bucket of its
 * {@linkplain BucketTable table}, with their exact count, sum, minimum and maximum. Nothing in it
 * decays or is sampled.
 *
 * <p>Adding two distributions gives the one that would have been recorded in one place: counts,
 * sum, minimum, maximum and every quantile. Any thread may use an instance.
 */
public sealed class Distribution extends WeightedBuckets permits DoubleDistribution {
  private static final Distribution EMPTY =
      new Distribution(BitBuckets.EMPTY, new byte[0], 1, 0, 0, 0, 0, true);

  final BucketSet buckets;
  private final byte[] counts;

  /** Bytes per count. */
  private final byte width;

  private final boolean whole;

  private final long count;
  private final long sum;
  private final long min;
  private final long max;

  Distribution(
      BucketSet buckets,
      byte[] counts,
      int width,
      long count,
      long sum,
      long min,
      long max,
      boolean whole) {
    this.buckets = buckets;
    this.counts = counts;
    this.width = (byte) width;
    this.count = count;
    this.sum = sum;
    this.min = min;
    this.max = max;
    this.whole = whole;
  }

  /**
   * Returns the distribution of no values.
   *
   * @return always the same instance
   */
  public static Distribution empty() {
    return EMPTY;
  }

  /**
   * Returns a distribution of longs from its parts, for those that decode one. The arrays are
   * copied.
   *
   * @param indices bucket indices of {@link BucketTable#LONGS}, strictly ascending
   * @param counts how many values each of these buckets holds, each above 0
   * @param sum the sum of all values, modulo 2^64
   * @param min the smallest value; must lie in the first bucket or below it
   * @param max the largest value; must lie in the last bucket or above it
   * @return the distribution
   * @throws IllegalArgumentException if the arrays differ in length, one of these rules is broken,
   *     all counts together exceed 2^63 - 1, or there is no bucket but another part is not 0.
   *     Whether the sum fits the buckets is not checked
   */
  public static Distribution of(int[] indices, long[] counts, long sum, long min, long max) {
    DistributionParts.check(BucketTable.LONGS, indices, counts, min, max);
    if (indices.length == 0 && sum != 0) {
      throw new IllegalArgumentException(
          "no bucket, but the sum " + sum + "; pass zeros for an empty distribution");
    }
    return trusted(indices, counts, indices.length, Total.of(sum), min, max);
  }

  /**
   * Returns a distribution of doubles from its parts, for those that decode one. The arrays are
   * copied.
   *
   * @param indices bucket indices of {@link BucketTable#DOUBLES}, strictly ascending
   * @param counts how many values each of these buckets holds, each above 0
   * @param sum the sum of all values, which may be infinite, and is not NaN
   * @param rest what that double lacks of the sum: so little that both together are rounded to it
   * @param min the key of the smallest value; must lie in the first bucket or below it
   * @param max the key of the largest value; must lie in the last bucket or above it
   * @return the distribution
   * @throws IllegalArgumentException if one of these rules is broken, as with {@link #of}
   */
  public static Distribution ofDoubles(
      int[] indices, long[] counts, double sum, double rest, long min, long max) {
    DistributionParts.check(BucketTable.DOUBLES, indices, counts, min, max);
    if (!(sum + rest == sum)) {
      throw new IllegalArgumentException("the sum " + sum + " with the rest " + rest + " is none");
    }
    long bits = Double.doubleToRawLongBits(sum);
    Total total = new Total(BucketTable.DOUBLES, bits, rest);
    return trusted(indices, counts, indices.length, total, min, max);
  }

  /** As {@link #of}, of the first {@code size} buckets and unchecked. */
  static Distribution trusted(
      int[] indices, long[] counts, int size, Total sum, long min, long max) {
    if (size == 0) {
      return EMPTY;
    }
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += counts[i];
    }
    BucketSet buckets = BucketSet.of(indices, size);
    return sum.table() == BucketTable.LONGS
        ? trusted(buckets, counts, total, sum.bits(), min, max, false)
        : ofDoubles(buckets, counts, total, sum, min, max, false);
  }

  /** As {@link #ofDoubles}, of the buckets in a set and unchecked. */
  private static Distribution ofDoubles(
      BucketSet buckets, long[] counts, long total, Total sum, long min, long max, boolean whole) {
    byte[] packed = PackedCounts.pack(counts, buckets.size());
    int width = packed.length / buckets.size();
    return new DoubleDistribution(buckets, packed, width, total, sum, min, max, whole);
  }

  /**
   * Returns this distribution of doubles, of which it is known whether a record was under way.
   *
   * @param isWhole whether its sum is that of the counts
   * @return an equal distribution
   */
  public Distribution whole(boolean isWhole) {
    return isWhole == whole || table() == BucketTable.LONGS
        ? this
        : new DoubleDistribution(buckets, counts, width, count, total(), min, max, isWhole);
  }

  /**
   * As {@link #of}, of the buckets in a set and unchecked.
   *
   * @param whole whether it was read while nothing was being recorded
   */
  static Distribution trusted(
      BucketSet buckets, long[] counts, long total, long sum, long min, long max, boolean whole) {
    if (buckets.size() == 0) {
      return EMPTY;
    }
    byte[] packed = PackedCounts.pack(counts, buckets.size());
    int width = packed.length / buckets.size();
    return new Distribution(buckets, packed, width, total, sum, min, max, whole);
  }

  /**
   * Returns whether the sum is known to be that of the counts.
   *
   * @return true for what was read while no record was under way; false also where that is not
   *     known
   */
  public boolean isWhole() {
    return whole;
  }

  /**
   * Returns how many values were recorded.
   *
   * @return the exact number
   */
  public long count() {
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
  public long sum() {
    requireLongs();
    return sum;
  }

  /**
   * Returns the smallest of the longs.
   *
   * @return 0 when empty; exact where values were recorded or added, see {@link #minus}
   * @throws IllegalStateException if there are doubles
   */
  public long min() {
    requireLongs();
    return min;
  }

  /**
   * Returns the largest of the longs.
   *
   * @return 0 when empty; exact where values were recorded or added, see {@link #minus}
   * @throws IllegalStateException if there are doubles
   */
  public long max() {
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
   *     of longs wrapped around as {@link #sum} is
   */
  public double doubleSum() {
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
  public double doubleMin() {
    return table().value(min);
  }

  /**
   * Returns the largest value, whichever there are.
   *
   * @return 0 when empty
   */
  public double doubleMax() {
    return table().value(max);
  }

  /**
   * Returns the key of the smallest value.
   *
   * @return a key of the table; 0 when empty
   */
  public long minKey() {
    return min;
  }

  /**
   * Returns the key of the largest value.
   *
   * @return a key of the table; 0 when empty
   */
  public long maxKey() {
    return max;
  }

  final long sumBits() {
    return sum;
  }

  Total total() {
    return Total.of(sum);
  }

  /** The sum of what was recorded since an earlier state. */
  final Total totalSince(Distribution earlier) {
    return earlier.count == 0 ? total() : total().minus(earlier.total());
  }

  /**
   * Returns the number of buckets that hold a value.
   *
   * @return 0 when empty
   */
  public int bucketCount() {
    return buckets.size();
  }

  /**
   * Returns the table index of a bucket that holds a value; its bounds are {@link #lowest} and
   * {@link #highest}.
   *
   * @param position from 0 to {@code bucketCount() - 1}, in ascending order
   * @return an index of the {@link #table}; of longs from 0 on one of {@link Buckets}
   */
  public int bucketIndex(int position) {
    return buckets.index(position);
  }

  /**
   * Returns the smallest value of a bucket that holds one.
   *
   * @param position from 0 to {@code bucketCount() - 1}, in ascending order
   * @return its lower bound, inclusive
   */
  public double lowest(int position) {
    return table().lowestValue(bucketIndex(position));
  }

  /**
   * Returns the largest value of a bucket that holds one.
   *
   * @param position from 0 to {@code bucketCount() - 1}, in ascending order
   * @return its upper bound, inclusive
   */
  public double highest(int position) {
    return table().highestValue(bucketIndex(position));
  }

  /**
   * Returns the mean of the values of a bucket, if they are spread evenly in it.
   *
   * @param position from 0 to {@code bucketCount() - 1}, in ascending order
   * @return a value between its bounds
   */
  public double middle(int position) {
    return table().middle(bucketIndex(position));
  }

  /**
   * Returns how many values a bucket holds.
   *
   * @param position from 0 to {@code bucketCount() - 1}
   * @return at least 1
   */
  public long bucketValues(int position) {
    return PackedCounts.get(counts, width, position);
  }

  /**
   * Returns how many values lie up to certain buckets, as cumulative histograms show it.
   *
   * @param indices indices of the {@link #table}, ascending
   * @return for each of them the number of values in that bucket and those below it
   */
  public long[] cumulative(int... indices) {
    long[] sums = new long[indices.length];
    long below = 0;
    int position = 0;
    for (int i = 0; i < indices.length; i++) {
      for (int end = buckets.countUpTo(indices[i]); position < end; position++) {
        below += bucketValues(position);
      }
      sums[i] = below;
    }
    return sums;
  }

  /**
   * Returns the value at or below which a share of all values lies, interpolated inside its bucket.
   *
   * @param rank from 0 to 1, such as 0.99
   * @return the value, 0 when empty
   * @throws IllegalArgumentException if the rank is not between 0 and 1
   */
  public double quantile(double rank) {
    return quantileAt(rank);
  }

  /**
   * Returns all usual figures at once.
   *
   * @return the summary, {@link DistributionStatistics#EMPTY} when empty
   */
  public DistributionStatistics summary() {
    return summarise();
  }

  /**
   * Returns the sum of the squares of the values, as far as buckets and sum tell it: as if the
   * values of each bucket were one number, and these add up to the sum. So it is never less than
   * the square of the sum over the count, equal to that where all values are the same, and too
   * small by no more than the variance inside of the buckets, which is below 2e-5 of it.
   *
   * @return the sum of squares in recorded units; 0 when empty
   */
  public double sumOfSquares() {
    return SumOfSquares.of(this);
  }

  /**
   * Returns the values of both.
   *
   * @param other another distribution
   * @return the distribution that one recorder of all these values would hold
   */
  public Distribution plus(Distribution other) {
    if (other.count == 0) {
      return this;
    }
    if (count == 0) {
      return other;
    }
    table().requireSame(other.table());
    return DistributionMath.plus(this, other);
  }

  /**
   * Returns what was recorded since an earlier state of the same distribution. The minimum and
   * maximum of a difference are exact where they are new ones of this state. Otherwise they lie in
   * the same bucket as the exact ones, at the mean of its values where the sum tells that.
   *
   * @param earlier a state that this one grew from; if it holds anything that this one does not,
   *     the recorder began again in between, and all of this state is returned
   * @return the difference
   */
  public Distribution minus(Distribution earlier) {
    if (earlier.count == 0 || count == 0) {
      return this;
    }
    table().requireSame(earlier.table());
    return DistributionMath.minus(this, earlier);
  }

  /**
   * Returns how many values a bucket of the table holds, looked up.
   *
   * @param index an index of the {@link #table}
   * @return 0 if there are none
   */
  public long valuesIn(int index) {
    int position = buckets.position(index);
    return position < 0 ? 0 : bucketValues(position);
  }

  /**
   * Returns the buckets in which this distribution differs from an earlier state, for those who
   * send what changed: each with all that it holds, and the sum, minimum and maximum of this one
   * beside. So {@code earlier.with(now.changesSince(earlier))} is {@code now} where {@code now}
   * grew from {@code earlier}, once no record is under way.
   *
   * @param earlier a state that this one grew from; if it holds anything that this one does not,
   *     the recorder began again in between, and all of this state is returned
   * @return the changes; empty if every bucket holds what it did, also where the sum has changed
   *     already by a record that is under way
   */
  public Distribution changesSince(Distribution earlier) {
    return earlier.count == 0 ? this : DistributionChanges.since(this, earlier);
  }

  /**
   * Returns the distribution that this one has become. Buckets that are among the changes hold what
   * stands there, the others what they did; sum, minimum and maximum are those of the changes, as
   * far as the buckets allow.
   *
   * @param changes what {@link #changesSince} returned for a later one that grew from this one; not
   *     checked
   * @return the later one; this one if nothing changed
   */
  public Distribution with(Distribution changes) {
    if (changes.count == 0) {
      return this;
    }
    Distribution quick = count == 0 ? changes : withSameBuckets(changes);
    return quick == null ? DistributionChanges.applied(this, changes) : quick;
  }

  /** As {@link #with}; null unless the counts fit in where the old ones are. */
  private @Nullable Distribution withSameBuckets(Distribution changes) {
    long total = count;
    byte[] next = counts.clone();
    for (int i = 0; i < changes.bucketCount(); i++) {
      int position = buckets.position(changes.bucketIndex(i));
      long value = changes.bucketValues(i);
      if (position < 0 || value < bucketValues(position) || value >>> (8 * width - 1) > 1) {
        return null;
      }
      total += value - bucketValues(position);
      PackedCounts.set(next, width, position, value);
    }
    long low = Math.min(changes.min, table().highest(bucketIndex(0)));
    long high = Math.max(changes.max, table().lowest(bucketIndex(bucketCount() - 1)));
    return table() == BucketTable.LONGS
        ? new Distribution(buckets, next, width, total, changes.sum, low, high, false)
        : new DoubleDistribution(buckets, next, width, total, changes.total(), low, high, false);
  }

  /**
   * Returns what changes add to this state.
   *
   * @param changes what {@link #changesSince} returned for a later state
   * @return what was recorded in between; its minimum and maximum are those of the later state, so
   *     that adding it to this state or to a sum that holds it gives the exact ones
   * @throws IllegalArgumentException if a bucket holds less than it did, or the total overflows
   */
  public Distribution addedBy(Distribution changes) {
    return DistributionChanges.added(this, changes);
  }

  /**
   * Returns the same values with the extremes of more of them, between which all of these lie.
   *
   * @param more values of the same table
   * @return a distribution with the minimum and maximum of the other one
   */
  public Distribution withExtremesOf(Distribution more) {
    return table() == BucketTable.LONGS
        ? new Distribution(buckets, counts, width, count, sum, more.min, more.max, false)
        : new DoubleDistribution(buckets, counts, width, count, total(), more.min, more.max, false);
  }

  /** The first position from there on at which the count is another; both have the same buckets. */
  int mismatch(Distribution other, int from) {
    int n = bucketCount();
    if (width == other.width) {
      int at =
          Arrays.mismatch(counts, from * width, n * width, other.counts, from * width, n * width);
      return at < 0 ? n : from + at / width;
    }
    int position = from;
    while (position < n && bucketValues(position) == other.bucketValues(position)) {
      position++;
    }
    return position;
  }

  @Override
  boolean counts() {
    return true;
  }

  @Override
  int buckets() {
    return buckets.size();
  }

  @Override
  int index(int position) {
    return buckets.index(position);
  }

  @Override
  double weight(int position) {
    return bucketValues(position);
  }

  @Override
  double lowerBound() {
    return doubleMin();
  }

  @Override
  double upperBound() {
    return doubleMax();
  }

  @Override
  double exactMean() {
    return doubleSum() / count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Distribution that
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
  public int hashCode() {
    return 31 * (31 * buckets.hashCode() + Arrays.hashCode(counts)) + Long.hashCode(sum);
  }

  @Override
  public String toString() {
    boolean longs = table() == BucketTable.LONGS;
    return "Distribution[count="
        + count
        + ", sum="
        + (longs ? sum + ", min=" + min + ", max=" + max : doubleText())
        + "]";
  }

  private String doubleText() {
    return doubleSum() + ", min=" + doubleMin() + ", max=" + doubleMax();
  }
}
