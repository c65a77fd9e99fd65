package io.tapes.distribution;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable distribution of non-negative longs: how many values fell into each bucket of {@link
 * Buckets}, with their exact count, sum, minimum and maximum. Nothing in it decays or is sampled.
 *
 * <p>Adding two distributions gives the one that would have been recorded in one place: counts,
 * sum, minimum, maximum and every quantile. Any thread may use an instance.
 */
public final class Distribution extends WeightedBuckets {
  private static final Distribution EMPTY =
      new Distribution(BucketSet.EMPTY, new byte[0], 1, 0, 0, 0, 0, true);

  final BucketSet buckets;
  private final byte[] counts;

  /** Bytes per count. */
  private final byte width;

  private final boolean whole;

  private final long count;
  private final long sum;
  private final long min;
  private final long max;

  private Distribution(
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
   * The distribution of no values.
   *
   * @return always the same instance
   */
  public static Distribution empty() {
    return EMPTY;
  }

  /**
   * A distribution from its parts, for those that decode one. The arrays are copied.
   *
   * @param indices bucket indices of {@link Buckets}, strictly ascending
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
    DistributionMath.check(indices, counts, sum, min, max);
    return trusted(indices, counts, indices.length, sum, min, max);
  }

  /** As {@link #of}, of the first {@code size} buckets and unchecked. */
  static Distribution trusted(
      int[] indices, long[] counts, int size, long sum, long min, long max) {
    if (size == 0) {
      return EMPTY;
    }
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += counts[i];
    }
    return trusted(BucketSet.of(indices, size), counts, total, sum, min, max, false);
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
   * How many values were recorded.
   *
   * @return the exact number
   */
  public long count() {
    return count;
  }

  /**
   * The sum of the values.
   *
   * @return the exact sum, modulo 2^64; in nanoseconds it is negative beyond 292 years
   */
  public long sum() {
    return sum;
  }

  /**
   * The smallest value.
   *
   * @return 0 when empty; exact where values were recorded or added, see {@link #minus}
   */
  public long min() {
    return min;
  }

  /**
   * The largest value.
   *
   * @return 0 when empty; exact where values were recorded or added, see {@link #minus}
   */
  public long max() {
    return max;
  }

  /**
   * The number of buckets that hold a value.
   *
   * @return 0 when empty
   */
  public int bucketCount() {
    return buckets.size();
  }

  /**
   * The table index of a bucket that holds a value; its bounds are {@link Buckets#lowest} and
   * {@link Buckets#highest}.
   *
   * @param position from 0 to {@code bucketCount() - 1}, in ascending order
   * @return an index of {@link Buckets}
   */
  public int bucketIndex(int position) {
    return buckets.index(position);
  }

  /**
   * How many values a bucket holds.
   *
   * @param position from 0 to {@code bucketCount() - 1}
   * @return at least 1
   */
  public long bucketValues(int position) {
    return PackedCounts.get(counts, width, position);
  }

  /**
   * How many values lie up to certain buckets, as cumulative histograms show it.
   *
   * @param indices indices of {@link Buckets}, ascending
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
   * The value at or below which a share of all values lies, interpolated inside its bucket.
   *
   * @param rank from 0 to 1, such as 0.99
   * @return the value, 0 when empty
   * @throws IllegalArgumentException if the rank is not between 0 and 1
   */
  public double quantile(double rank) {
    return quantileAt(rank);
  }

  /**
   * All usual figures at once.
   *
   * @return the summary, {@link DistributionStatistics#EMPTY} when empty
   */
  public DistributionStatistics summary() {
    return summarise();
  }

  /**
   * The values of both.
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
    return DistributionMath.plus(this, other);
  }

  /**
   * What was recorded since an earlier state of the same distribution. The minimum and maximum of a
   * difference are exact where they are new ones of this state. Otherwise they lie in the same
   * bucket as the exact ones, at the mean of its values where the sum tells that.
   *
   * @param earlier a state that this one grew from; if it holds anything that this one does not,
   *     the recorder began anew in between, and all of this state is returned
   * @return the difference
   */
  public Distribution minus(Distribution earlier) {
    if (earlier.count == 0 || count == 0) {
      return this;
    }
    return DistributionMath.minus(this, earlier);
  }

  /**
   * How many values a bucket of the table holds, looked up.
   *
   * @param index an index of {@link Buckets}
   * @return 0 if there are none
   */
  public long valuesIn(int index) {
    int position = buckets.position(index);
    return position < 0 ? 0 : bucketValues(position);
  }

  /**
   * The buckets in which this distribution differs from an earlier state, for those who send what
   * changed: each with all that it holds, and the sum, minimum and maximum of this one beside. So
   * {@code earlier.with(now.changesSince(earlier))} is {@code now} where {@code now} grew from
   * {@code earlier}, once no record is under way.
   *
   * @param earlier a state that this one grew from; if it holds anything that this one does not,
   *     the recorder began anew in between, and all of this state is returned
   * @return the changes; empty if every bucket holds what it did, also where the sum has changed
   *     already by a record that is under way
   */
  public Distribution changesSince(Distribution earlier) {
    return earlier.count == 0 ? this : DistributionChanges.since(this, earlier);
  }

  /**
   * The distribution that this one has become. Buckets that are among the changes hold what stands
   * there, the others what they did; sum, minimum and maximum are those of the changes, as far as
   * the buckets allow.
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
    long low = Math.min(changes.min, Buckets.highest(bucketIndex(0)));
    long high = Math.max(changes.max, Buckets.lowest(bucketIndex(bucketCount() - 1)));
    return new Distribution(buckets, next, width, total, changes.sum, low, high, false);
  }

  /**
   * What changes add to this state.
   *
   * @param changes what {@link #changesSince} returned for a later state
   * @return what was recorded in between; its minimum and maximum are those of the later state, so
   *     that adding it to this state or to a sum that holds it gives the exact ones
   * @throws IllegalArgumentException if a bucket holds less than it did, or the total overflows
   */
  public Distribution addedBy(Distribution changes) {
    return DistributionChanges.added(this, changes);
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
    return min;
  }

  @Override
  double upperBound() {
    return max;
  }

  @Override
  double exactMean() {
    return (double) sum / count;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Distribution that
        && count == that.count
        && sum == that.sum
        && min == that.min
        && max == that.max
        && buckets.equals(that.buckets)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * buckets.hashCode() + Arrays.hashCode(counts)) + Long.hashCode(sum);
  }

  @Override
  public String toString() {
    return "Distribution[count=" + count + ", sum=" + sum + ", min=" + min + ", max=" + max + "]";
  }
}
