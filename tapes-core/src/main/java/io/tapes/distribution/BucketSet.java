package io.tapes.distribution;

import java.util.Arrays;

/** Which buckets of a table hold something: an immutable set of indices, in ascending order. */
abstract sealed class BucketSet permits BitBuckets, SortedBuckets {
  /** As far apart as buckets of longs can be; so of two equal sets both are of one class. */
  private static final int SPAN = 2 * Buckets.COUNT;

  /** The set of the first {@code size} of these indices, which are ascending. */
  static BucketSet of(int[] indices, int size) {
    if (size == 0) {
      return BitBuckets.EMPTY;
    }
    return indices[size - 1] - (indices[0] & -Long.SIZE) < SPAN
        ? BitBuckets.of(indices, size)
        : new SortedBuckets(Arrays.copyOf(indices, size));
  }

  /**
   * The set of the bits in these words.
   *
   * @param first the word of the table that the first of them is
   * @param likely returned if it is this set
   */
  static BucketSet of(int first, long[] words, int size, BucketSet likely) {
    return BitBuckets.of(first, words, size, likely);
  }

  abstract int size();

  /** The index at a position from 0 to {@code size() - 1}. */
  abstract int index(int position);

  /** The position of an index; negative if it is not a member. */
  abstract int position(int index);

  /** How many members are not above an index. */
  abstract int countUpTo(int index);

  @Override
  public abstract boolean equals(Object other);

  @Override
  public abstract int hashCode();
}
