package io.tapes.distribution;

/**
 * The smallest and the largest of values of which only buckets and sum are known. Neither is beyond
 * what was recorded: the smallest is never below a recorded value nor the largest above one. Each
 * is a mean that the values of its bucket have at least or at most, as far as the sum tells it.
 */
final class Extremes {
  private final BucketTable table;
  private final int[] indices;
  private final long[] counts;
  private final int size;
  private final Total sum;

  /** Of the first {@code size} buckets, of which there is one at least. */
  Extremes(int[] indices, long[] counts, int size, Total sum) {
    this.table = sum.table();
    this.indices = indices;
    this.counts = counts;
    this.size = size;
    this.sum = sum;
  }

  /** The key of the largest mean that the values of the first bucket can have. */
  long lowest() {
    if (size == 1 && table == BucketTable.LONGS) {
      return within(indices[0], -Math.floorDiv(-sum.bits(), counts[0]));
    }
    double others = 0;
    for (int i = 1; i < size; i++) {
      others += counts[i] * table.lowestValue(indices[i]);
    }
    return at(indices[0], Math.ceil(mean(others, counts[0])), mean(others, counts[0]));
  }

  /** The key of the smallest mean that the values of the last bucket can have. */
  long highest() {
    int last = size - 1;
    if (size == 1 && table == BucketTable.LONGS) {
      return within(indices[0], Math.floorDiv(sum.bits(), counts[0]));
    }
    double others = 0;
    for (int i = 0; i < last; i++) {
      others += counts[i] * table.highestValue(indices[i]);
    }
    return at(indices[last], Math.floor(mean(others, counts[last])), mean(others, counts[last]));
  }

  private double mean(double others, long count) {
    return (sum.value() - others) / count;
  }

  /** A mean as a key, of longs the whole number beside it; the middle where sums are too large. */
  private long at(int index, double whole, double mean) {
    double value = table == BucketTable.LONGS ? whole : mean;
    return Math.abs(value) <= Double.MAX_VALUE
        ? within(index, table.key(value))
        : table.lowest(index);
  }

  private long within(int index, long key) {
    return Math.max(table.lowest(index), Math.min(table.highest(index), key));
  }
}
