package io.tapes;

/** Sums and differences of distributions, and what makes parts of one consistent. */
@SuppressWarnings("ReferenceEquality") // sets of buckets are shared where they are equal
final class DistributionMath {
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
    int changed =
        now.buckets == earlier.buckets ? changed(now, earlier) : changedOfOthers(now, earlier);
    if (changed < 0) {
      return now;
    }
    if (changed == 0) {
      return Distribution.empty();
    }
    int[] indices = new int[changed];
    long[] counts = new long[changed];
    int n = 0;
    for (int i = 0, j = 0; n < changed; i++) {
      long before = 0;
      if (now.buckets == earlier.buckets) {
        before = earlier.bucketValues(i);
      } else if (j < earlier.bucketCount() && earlier.bucketIndex(j) == now.bucketIndex(i)) {
        before = earlier.bucketValues(j++);
      }
      long after = now.bucketValues(i);
      if (after != before) {
        indices[n] = now.bucketIndex(i);
        counts[n++] = after - before;
      }
    }
    long lowest = Math.max(now.min(), Buckets.lowest(indices[0]));
    long highest = Math.min(now.max(), Buckets.highest(indices[n - 1]));
    return Distribution.trusted(indices, counts, n, now.sum() - earlier.sum(), lowest, highest);
  }

  /** How many buckets hold more than before, of two over the same ones; −1 if any holds less. */
  private static int changed(Distribution now, Distribution earlier) {
    int changed = 0;
    boolean fell = false;
    for (int i = 0; i < now.bucketCount(); i++) {
      long before = earlier.bucketValues(i);
      long after = now.bucketValues(i);
      changed += after == before ? 0 : 1;
      fell |= after < before;
    }
    return fell ? -1 : changed;
  }

  private static int changedOfOthers(Distribution now, Distribution earlier) {
    int changed = 0;
    int j = 0;
    for (int i = 0; i < now.bucketCount(); i++) {
      long before = 0;
      if (j < earlier.bucketCount() && earlier.bucketIndex(j) == now.bucketIndex(i)) {
        before = earlier.bucketValues(j++);
      }
      long after = now.bucketValues(i);
      if (after < before) {
        return -1;
      }
      changed += after == before ? 0 : 1;
    }
    return j < earlier.bucketCount() ? -1 : changed;
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
