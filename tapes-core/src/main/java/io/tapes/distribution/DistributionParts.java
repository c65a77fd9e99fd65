package io.tapes.distribution;

/** What makes parts of a distribution consistent. */
final class DistributionParts {
  private DistributionParts() {}

  /** Throws unless these are parts as {@link Distribution#of} wants them. */
  static void check(BucketTable table, int[] indices, long[] counts, long min, long max) {
    if (indices.length != counts.length) {
      throw new IllegalArgumentException(
          indices.length + " bucket indices for " + counts.length + " counts; pass one count each");
    }
    long total = 0;
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < table.first()
          || indices[i] > table.last()
          || (i > 0 && indices[i] <= indices[i - 1])) {
        throw new IllegalArgumentException(
            "bucket index " + indices[i] + " is out of range or order; sort indices ascending");
      }
      total += counts[i];
      if (counts[i] <= 0 || total < 0) {
        throw new IllegalArgumentException(
            "bucket count " + counts[i] + " is not above 0 or overflows the total");
      }
    }
    if (indices.length == 0 && (min != 0 || max != 0)) {
      throw new IllegalArgumentException(
          "no bucket, but minimum "
              + min
              + " and maximum "
              + max
              + "; pass zeros for an empty distribution");
    }
    if (indices.length > 0 && contradict(table, indices, min, max)) {
      throw new IllegalArgumentException(
          "minimum " + min + " and maximum " + max + " contradict the buckets");
    }
  }

  private static boolean contradict(BucketTable table, int[] indices, long min, long max) {
    return min > table.highest(indices[0])
        || max < table.lowest(indices[indices.length - 1])
        || max < min
        || table.index(min) < table.first()
        || table.index(max) > table.last();
  }
}
