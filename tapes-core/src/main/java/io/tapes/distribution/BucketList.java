package io.tapes.distribution;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Buckets that are put together one after the other, with their counts. One thread. */
final class BucketList {
  /** Room for what most instruments record between two reads: few of hundreds. */
  private static final int FEW = 16;

  int[] indices;
  long[] counts;
  int size;

  private BucketList(int room) {
    indices = new int[room];
    counts = new long[room];
  }

  private void add(int index, long count) {
    if (size == indices.length) {
      indices = Arrays.copyOf(indices, 4 * size);
      counts = Arrays.copyOf(counts, 4 * size);
    }
    indices[size] = index;
    counts[size++] = count;
  }

  /** The buckets of both, with what they hold together. */
  static BucketList sum(CountedBuckets a, CountedBuckets b) {
    return merge(a, b, false);
  }

  /** The buckets of both, with what the later one says of those that both have. */
  static BucketList replaced(CountedBuckets earlier, CountedBuckets changes) {
    return merge(earlier, changes, true);
  }

  private static BucketList merge(CountedBuckets a, CountedBuckets b, boolean replace) {
    BucketList all = new BucketList(a.bucketCount() + b.bucketCount());
    for (int i = 0, j = 0; i < a.bucketCount() || j < b.bucketCount(); ) {
      int left = i < a.bucketCount() ? a.bucketIndex(i) : Integer.MAX_VALUE;
      int right = j < b.bucketCount() ? b.bucketIndex(j) : Integer.MAX_VALUE;
      long first = left <= right ? a.bucketValues(i++) : 0;
      long second = right <= left ? b.bucketValues(j++) : 0;
      boolean both = left == right;
      all.add(Math.min(left, right), both && replace ? second : first + second);
    }
    return all;
  }

  /** The buckets that hold more than before, with the difference; null if one holds less. */
  static @Nullable BucketList difference(CountedBuckets now, CountedBuckets earlier) {
    return grown(now, earlier, false);
  }

  /** The buckets that hold more than before, with all of it; null if one holds less. */
  static @Nullable BucketList changes(CountedBuckets now, CountedBuckets earlier) {
    return grown(now, earlier, true);
  }

  private static @Nullable BucketList grown(
      CountedBuckets now, CountedBuckets earlier, boolean all) {
    BucketList list = new BucketList(FEW);
    boolean grew =
        now.buckets.equals(earlier.buckets)
            ? list.addGrownInPlace(now, earlier, all)
            : list.addGrown(now, earlier, all);
    return grew ? list : null;
  }

  private boolean addGrownInPlace(CountedBuckets now, CountedBuckets earlier, boolean all) {
    int n = now.bucketCount();
    for (int i = now.mismatch(earlier, 0); i < n; i = now.mismatch(earlier, i + 1)) {
      long after = now.bucketValues(i);
      long before = earlier.bucketValues(i);
      if (after < before) {
        return false;
      }
      add(now.bucketIndex(i), all ? after : after - before);
    }
    return true;
  }

  private boolean addGrown(CountedBuckets now, CountedBuckets earlier, boolean all) {
    int j = 0;
    for (int i = 0; i < now.bucketCount(); i++) {
      int index = now.bucketIndex(i);
      long before = 0;
      if (j < earlier.bucketCount() && earlier.bucketIndex(j) == index) {
        before = earlier.bucketValues(j++);
      }
      long after = now.bucketValues(i);
      if (after < before) {
        return false;
      }
      if (after > before) {
        add(index, all ? after : after - before);
      }
    }
    return j == earlier.bucketCount();
  }

  /**
   * What changes add to an earlier state.
   *
   * @throws IllegalArgumentException if a bucket holds less than it did, or the total overflows
   */
  static BucketList added(CountedBuckets earlier, long earlierTotal, CountedBuckets changes) {
    BucketList list = new BucketList(changes.bucketCount());
    long total = earlierTotal;
    for (int i = 0; i < changes.bucketCount(); i++) {
      int index = changes.bucketIndex(i);
      long more = changes.bucketValues(i) - earlier.valuesIn(index);
      if (more > 0) {
        list.add(index, more);
      }
      total += more;
      if (more < 0 || total < 0) {
        throw new IllegalArgumentException(
            "bucket " + index + " holds less than before, or all together more than 2^63 - 1");
      }
    }
    return list;
  }
}
