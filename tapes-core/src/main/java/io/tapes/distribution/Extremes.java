package io.tapes.distribution;

/**
 * The smallest and the largest of values of which only buckets and sum are known: each is a mean of
 * the values in its bucket, as far as the sum tells it, and lies in its bucket in any case.
 */
final class Extremes {
  private final int[] indices;
  private final long[] counts;
  private final int size;
  private final long sum;

  /** Of the first {@code size} buckets, of which there is one at least. */
  Extremes(int[] indices, long[] counts, int size, long sum) {
    this.indices = indices;
    this.counts = counts;
    this.size = size;
    this.sum = sum;
  }

  /** The smallest mean that the values of the first bucket can have. */
  long lowest() {
    int index = indices[0];
    if (size == 1) {
      return within(index, Math.floorDiv(sum, counts[0]));
    }
    double others = 0;
    for (int i = 1; i < size; i++) {
      others += (double) counts[i] * Buckets.highest(indices[i]);
    }
    return within(index, (long) Math.floor((sum - others) / counts[0]));
  }

  /** The largest mean that the values of the last bucket can have. */
  long highest() {
    int last = size - 1;
    int index = indices[last];
    if (size == 1) {
      return within(index, -Math.floorDiv(-sum, counts[0]));
    }
    double others = 0;
    for (int i = 0; i < last; i++) {
      others += (double) counts[i] * Buckets.lowest(indices[i]);
    }
    return within(index, (long) Math.ceil((sum - others) / counts[last]));
  }

  private static long within(int index, long value) {
    return Math.max(Buckets.lowest(index), Math.min(Buckets.highest(index), value));
  }
}
