package io.tapes.reporters.format;

import io.tapes.Distribution;

/** A distribution's counts in native buckets: those that hold something, ascending. */
final class NativeCounts {
  private final int[] indices;
  private final long[] counts;
  private final long zeros;
  private int size;

  NativeCounts(Distribution values, NativeBuckets table) {
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
  long zeros() {
    return zeros;
  }

  /** How many buckets hold something. */
  int size() {
    return size;
  }

  int index(int position) {
    return indices[position];
  }

  long count(int position) {
    return counts[position];
  }
}
