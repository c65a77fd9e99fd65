package io.tapes.distribution;

import java.util.Arrays;

/** A set of buckets that may lie far apart, as those of doubles of both signs do. */
final class SortedBuckets extends BucketSet {
  private final int[] indices;

  SortedBuckets(int[] indices) {
    this.indices = indices;
  }

  @Override
  int size() {
    return indices.length;
  }

  @Override
  int index(int position) {
    return indices[position];
  }

  @Override
  int position(int index) {
    return Arrays.binarySearch(indices, index);
  }

  @Override
  int countUpTo(int index) {
    int position = position(index);
    return position >= 0 ? position + 1 : -1 - position;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SortedBuckets that && Arrays.equals(indices, that.indices);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(indices);
  }
}
