package io.tapes.reporters.encoding;

import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;

/**
 * A distribution's counts in native buckets of one sign: those that hold something, in the order of
 * their distance from zero.
 */
public final class NativeCounts {
  private final int[] indices;
  private final long[] counts;
  private long zeros;
  private int size;

  private NativeCounts(int most) {
    indices = new int[most];
    counts = new long[most];
  }

  /** Returns the counts of positive values, and of those that are zero. */
  public static NativeCounts positive(Distribution values, NativeBuckets table) {
    NativeCounts counts = new NativeCounts(values.bucketCount());
    for (int i = negative(values); i < values.bucketCount(); i++) {
      counts.add(table.index(values.table(), values.bucketIndex(i)), values.bucketValues(i));
    }
    return counts;
  }

  /**
   * Returns the counts of negative values, and of those so near to zero that they count as that.
   */
  public static NativeCounts negative(Distribution values, NativeBuckets table) {
    int most = negative(values);
    NativeCounts counts = new NativeCounts(most);
    for (int i = most - 1; i >= 0; i--) {
      counts.add(table.index(values.table(), values.bucketIndex(i)), values.bucketValues(i));
    }
    return counts;
  }

  /** How many buckets hold negative values. */
  private static int negative(Distribution values) {
    if (values.table() == BucketTable.LONGS && values.minKey() >= 0) {
      return 0;
    }
    int negative = 0;
    while (negative < values.bucketCount() && values.bucketIndex(negative) < 0) {
      negative++;
    }
    return negative;
  }

  private void add(int index, long count) {
    if (index == NativeBuckets.ZERO) {
      zeros += count;
    } else if (size > 0 && indices[size - 1] == index) {
      counts[size - 1] += count;
    } else {
      indices[size] = index;
      counts[size++] = count;
    }
  }

  /** Returns how many values are zero. */
  public long zeros() {
    return zeros;
  }

  /** Returns how many buckets hold something. */
  public int size() {
    return size;
  }

  public int index(int position) {
    return indices[position];
  }

  public long count(int position) {
    return counts[position];
  }
}
