package io.tapes.distribution;

import java.util.Arrays;

/** Sums and differences of distributions. */
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
        a.total().plus(b.total()),
        Math.min(a.minKey(), b.minKey()),
        Math.max(a.maxKey(), b.maxKey()));
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
    BucketTable table = now.table();
    Total sum = now.totalSince(earlier);
    Extremes extremes = new Extremes(indices, counts, n, sum);
    long lowest = Math.max(now.minKey(), extremes.lowest());
    if (now.minKey() < earlier.minKey() && table.index(now.minKey()) == indices[0]) {
      lowest = now.minKey();
    }
    long highest = Math.min(now.maxKey(), extremes.highest());
    if (now.maxKey() > earlier.maxKey() && table.index(now.maxKey()) == indices[n - 1]) {
      highest = now.maxKey();
    }
    return Distribution.trusted(indices, counts, n, sum, lowest, Math.max(lowest, highest));
  }
}
