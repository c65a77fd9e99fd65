package io.tapes.distribution;

import java.util.Arrays;

/**
 * Changes of a distribution: the buckets in which it differs from an earlier state, with all that
 * they hold, and its sum and extremes. Few of hundreds, in what is read often.
 */
final class DistributionChanges {
  /** Room for what most instruments record between two reads. */
  private static final int FEW = 16;

  private final Distribution now;
  private int[] indices = new int[FEW];
  private long[] counts = new long[FEW];
  private int size;

  private DistributionChanges(Distribution now) {
    this.now = now;
  }

  private void add(int index, long count) {
    if (size == indices.length) {
      indices = Arrays.copyOf(indices, 4 * size);
      counts = Arrays.copyOf(counts, 4 * size);
    }
    indices[size] = index;
    counts[size++] = count;
  }

  private Distribution result() {
    return Distribution.trusted(indices, counts, size, now.total(), now.minKey(), now.maxKey());
  }

  /** As {@link Distribution#changesSince}. */
  static Distribution since(Distribution now, Distribution earlier) {
    DistributionChanges changes = new DistributionChanges(now);
    boolean grew =
        now.buckets.equals(earlier.buckets) ? changes.sameBuckets(earlier) : changes.walk(earlier);
    return grew ? changes.result() : now;
  }

  private boolean sameBuckets(Distribution earlier) {
    int n = now.bucketCount();
    for (int i = now.mismatch(earlier, 0); i < n; i = now.mismatch(earlier, i + 1)) {
      if (now.bucketValues(i) < earlier.bucketValues(i)) {
        return false;
      }
      add(now.bucketIndex(i), now.bucketValues(i));
    }
    return true;
  }

  private boolean walk(Distribution earlier) {
    int j = 0;
    for (int i = 0; i < now.bucketCount(); i++) {
      int index = now.bucketIndex(i);
      long before = 0;
      if (j < earlier.bucketCount() && earlier.bucketIndex(j) == index) {
        before = earlier.bucketValues(j++);
      }
      if (now.bucketValues(i) < before) {
        return false;
      }
      if (now.bucketValues(i) > before) {
        add(index, now.bucketValues(i));
      }
    }
    return j == earlier.bucketCount();
  }

  /** As {@link Distribution#addedBy}. */
  static Distribution added(Distribution earlier, Distribution changes) {
    int n = changes.bucketCount();
    int[] indices = new int[n];
    long[] counts = new long[n];
    int size = 0;
    long total = earlier.count();
    for (int i = 0; i < n; i++) {
      int index = changes.bucketIndex(i);
      long more = changes.bucketValues(i) - earlier.valuesIn(index);
      if (more > 0) {
        indices[size] = index;
        counts[size++] = more;
      }
      total += more;
      if (more < 0 || total < 0) {
        throw new IllegalArgumentException(
            "bucket " + index + " holds less than before, or all together more than 2^63 - 1");
      }
    }
    Total sum = changes.totalSince(earlier);
    return Distribution.trusted(indices, counts, size, sum, changes.minKey(), changes.maxKey());
  }

  /** As {@link Distribution#with}. */
  static Distribution applied(Distribution earlier, Distribution changes) {
    int n = earlier.bucketCount() + changes.bucketCount();
    int[] indices = new int[n];
    long[] counts = new long[n];
    int size = 0;
    for (int i = 0, j = 0; i < earlier.bucketCount() || j < changes.bucketCount(); size++) {
      int old = i < earlier.bucketCount() ? earlier.bucketIndex(i) : Integer.MAX_VALUE;
      int fresh = j < changes.bucketCount() ? changes.bucketIndex(j) : Integer.MAX_VALUE;
      indices[size] = Math.min(old, fresh);
      long before = old <= fresh ? earlier.bucketValues(i++) : 0;
      counts[size] = fresh <= old ? changes.bucketValues(j++) : before;
    }
    return Distribution.trusted(
        indices,
        counts,
        size,
        changes.total(),
        Math.min(changes.minKey(), changes.table().highest(indices[0])),
        Math.max(changes.maxKey(), changes.table().lowest(indices[size - 1])));
  }
}
