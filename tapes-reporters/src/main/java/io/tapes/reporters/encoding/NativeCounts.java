package io.tapes.reporters.encoding;

import io.tapes.distribution.Distribution;

/** A distribution's counts in native buckets: those that hold something, ascending. */
public final class NativeCounts {
  private final int[] indices;
  private final long[] counts;
  private final long zeros;
  private int size;

  public NativeCounts(Distribution values, NativeBuckets table) {
    indices = new int[values.bucketCount()];
    counts = new long[values.bucketCount()];
    long zero = 0;
    for (int i = 0; i < values.bucketCount(); i++) {
      int index = table.index(values.bucketIndex(i));
      if (index == NativeBuckets.ZERO) {
        zero += values.bucketValues(i);
      } else if (size > 0 && indices[size - 1] == index) {
        counts[size - 1] += values.bucketValues(i);
      } else {
        indices[size] = index;
        counts[size++] = values.bucketValues(i);
      }
    }
    zeros = zero;
  }

  /** How many values are zero. */
  public long zeros() {
    return zeros;
  }

  /** How many buckets hold something. */
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
