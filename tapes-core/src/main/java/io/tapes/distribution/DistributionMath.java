package io.tapes.distribution;

import java.util.Arrays;

/** Sums and differences of distributions, and what makes parts of one consistent. */
final class DistributionMath {
  /** Room for the changes between two reads of most instruments. */
  private static final int FEW = 16;

  private DistributionMath() {}

  static Distribution plus(Distribution a, Distribution b) {
    int[] indices = new int[a.bucketCount() + b.bucketCount()];
    long[] counts = new long[indices.length];
    int n = 0;
    for (int i = 0, j = 0; i < a.bucketCount() || j < b.bucketCount(); n++) {
      int left = i < a.bucketCount() ? a.bucketIndex(i) : Integer.MAX_VALUE;
      int right = j < b.bucketCount() ? b.bucketIndex(j) : Integer.MAX_VALUE;
      indices[n] = Math.min(left, right);
      counts[n] =
          (left <= right ? a.bucketValues(i++) : 0) + (right <= left ? b.bucketValues(j++) : 0);
    }
    return Distribution.trusted(
        indices,
        counts,
        n,
        a.sum() + b.sum(),
        Math.min(a.min(), b.min()),
        Math.max(a.max(), b.max()));
  }

  /** As {@link Distribution#minus}, of two that hold something. */
  static Distribution minus(Distribution now, Distribution earlier) {
    boolean sameBuckets = now.buckets.equals(earlier.buckets);
    int[] indices = new int[FEW];
    long[] counts = new long[FEW];
    int n = 0;
    int j = 0;
    for (int i = sameBuckets ? now.mismatch(earlier, 0) : 0;
        i < now.bucketCount();
        i = sameBuckets ? now.mismatch(earlier, i + 1) : i + 1) {
      long before = 0;
      if (sameBuckets) {
        before = earlier.bucketValues(i);
      } else if (j < earlier.bucketCount() && earlier.bucketIndex(j) == now.bucketIndex(i)) {
        before = earlier.bucketValues(j++);
      }
      long after = now.bucketValues(i);
      if (after == before) {
        continue;
      }
      if (after < before) {
        return now;
      }
      if (n == indices.length) {
        indices = Arrays.copyOf(indices, 4 * n);
        counts = Arrays.copyOf(counts, 4 * n);
      }
      indices[n] = now.bucketIndex(i);
      counts[n++] = after - before;
    }
    if (!sameBuckets && j < earlier.bucketCount()) {
      return now;
    }
    if (n == 0) {
      return Distribution.empty();
    }
    Extremes extremes = new Extremes(indices, counts, n, now.sum() - earlier.sum());
    long lowest = Math.max(now.min(), extremes.lowest());
    if (now.min() < earlier.min() && Buckets.index(now.min()) == indices[0]) {
      lowest = now.min();
    }
    long highest = Math.min(now.max(), extremes.highest());
    if (now.max() > earlier.max() && Buckets.index(now.max()) == indices[n - 1]) {
      highest = now.max();
    }
    return Distribution.trusted(
        indices, counts, n, now.sum() - earlier.sum(), lowest, Math.max(lowest, highest));
  }

  /** Throws unless these are parts as {@link Distribution#of} wants them. */
  static void check(int[] indices, long[] counts, long sum, long min, long max) {
    if (indices.length != counts.length) {
      throw new IllegalArgumentException(
          indices.length + " bucket indices for " + counts.length + " counts; pass one count each");
    }
    long total = 0;
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0
          || indices[i] >= Buckets.COUNT
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
    if (indices.length == 0) {
      checkEmpty(sum, min, max);
    } else if (min < 0
        || min > Buckets.highest(indices[0])
        || max < Buckets.lowest(indices[indices.length - 1])
        || max < min) {
      throw new IllegalArgumentException(
          "minimum " + min + " and maximum " + max + " contradict the buckets");
    }
  }

  private static void checkEmpty(long sum, long min, long max) {
    if (sum != 0 || min != 0 || max != 0) {
      throw new IllegalArgumentException(
          "no bucket, but sum "
              + sum
              + ", minimum "
              + min
              + " and maximum "
              + max
              + "; pass zeros for an empty distribution");
    }
  }
}
