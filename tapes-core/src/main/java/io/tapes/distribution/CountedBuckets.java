package io.tapes.distribution;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How many values fell into each bucket of a {@linkplain BucketTable table}: immutable. */
abstract class CountedBuckets extends WeightedBuckets {
  final BucketSet buckets;
  final byte[] counts;

  /** Bytes per count. */
  private final byte width;

  /** With the counts of the buckets in their order, as {@link PackedCounts} has them. */
  CountedBuckets(BucketSet buckets, byte[] counts) {
    this.buckets = buckets;
    this.counts = counts;
    this.width = (byte) (buckets.size() == 0 ? 1 : counts.length / buckets.size());
  }

  /**
   * Returns the number of buckets that hold a value.
   *
   * @return 0 when empty
   */
  public final int bucketCount() {
    return buckets.size();
  }

  /**
   * Returns the table index of a bucket that holds a value; its bounds are {@link #lowest} and
   * {@link #highest}.
   *
   * @param position from 0 to {@code bucketCount() - 1}, in ascending order
   * @return an index of the table; of longs from 0 on one of {@link Buckets}
   */
  public final int bucketIndex(int position) {
    return buckets.index(position);
  }

  /**
   * Returns the smallest value of a bucket that holds one.
   *
   * @param position from 0 to {@code bucketCount() - 1}, in ascending order
   * @return its lower bound, inclusive
   */
  public final double lowest(int position) {
    return table().lowestValue(bucketIndex(position));
  }

  /**
   * Returns the largest value of a bucket that holds one.
   *
   * @param position from 0 to {@code bucketCount() - 1}, in ascending order
   * @return its upper bound, inclusive
   */
  public final double highest(int position) {
    return table().highestValue(bucketIndex(position));
  }

  /**
   * Returns the mean of the values of a bucket, if they are spread evenly in it.
   *
   * @param position from 0 to {@code bucketCount() - 1}, in ascending order
   * @return a value between its bounds
   */
  public final double middle(int position) {
    return table().middle(bucketIndex(position));
  }

  /**
   * Returns how many values a bucket holds.
   *
   * @param position from 0 to {@code bucketCount() - 1}
   * @return at least 1
   */
  public final long bucketValues(int position) {
    return PackedCounts.get(counts, width, position);
  }

  /**
   * Returns how many values a bucket of the table holds, looked up.
   *
   * @param index an index of the table
   * @return 0 if there are none
   */
  public final long valuesIn(int index) {
    int position = buckets.position(index);
    return position < 0 ? 0 : bucketValues(position);
  }

  /**
   * Returns how many values lie up to certain buckets, as cumulative histograms show it.
   *
   * @param indices indices of the table, ascending
   * @return for each of them the number of values in that bucket and those below it
   */
  public final long[] cumulative(int... indices) {
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
  public final double quantile(double rank) {
    return quantileAt(rank);
  }

  /**
   * Returns all usual figures at once.
   *
   * @return the summary, {@link DistributionStatistics#EMPTY} when empty
   */
  public final DistributionStatistics summary() {
    return summarise();
  }

  /** The first position from there on at which the count is another; both have the same buckets. */
  final int mismatch(CountedBuckets other, int from) {
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

  /** These counts with those of some buckets replaced; null unless they fit in their places. */
  final byte @Nullable [] countsWith(CountedBuckets changes) {
    byte[] next = counts.clone();
    for (int i = 0; i < changes.bucketCount(); i++) {
      int position = buckets.position(changes.bucketIndex(i));
      long value = changes.bucketValues(i);
      if (position < 0 || value < bucketValues(position) || value >>> (8 * width - 1) > 1) {
        return null;
      }
      PackedCounts.set(next, width, position, value);
    }
    return next;
  }

  @Override
  final boolean counts() {
    return true;
  }

  @Override
  final int buckets() {
    return buckets.size();
  }

  @Override
  final int index(int position) {
    return buckets.index(position);
  }

  @Override
  final double weight(int position) {
    return bucketValues(position);
  }
}
