package io.tapes.distribution;

import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a distribution of doubles out of a histogram that has other buckets, such as one of another
 * library. One thread.
 *
 * <p>Each foreign bucket becomes one of {@link BucketTable#DOUBLES} that lies inside of it, always
 * the same one. So what was merged, or cut at the foreign bounds, is what the other library would
 * have merged. That needs foreign buckets that are 1.6 % wide; of narrower ones each becomes the
 * bucket of its upper bound, which is within 1 %.
 */
public final class ForeignBuckets {
  private static final BucketTable TABLE = BucketTable.DOUBLES;

  private final TreeMap<Integer, Long> counts = new TreeMap<>();

  /** Creates a histogram without values. */
  public ForeignBuckets() {}

  /**
   * Adds the values of one bucket.
   *
   * @param above the bound below it, which is no part of it; may be infinite
   * @param upTo the bound that is a part of it; may be infinite
   * @param values how many there are, at least 0
   * @return this histogram
   */
  public ForeignBuckets add(double above, double upTo, long values) {
    if (values > 0) {
      counts.merge(index(above, upTo), values, Long::sum);
    }
    return this;
  }

  /** The bucket that stands for another one: as near to the middle of it as can be. */
  static int index(double above, double upTo) {
    if (upTo == Double.POSITIVE_INFINITY) {
      // Nothing says how far away they are: as Prometheus has it, next to the last bound.
      return above == Double.NEGATIVE_INFINITY ? indexOf(0) : Math.min(last(), indexOf(above) + 1);
    }
    double lower = above == Double.NEGATIVE_INFINITY ? Math.min(0, upTo) : above;
    int highest = indexOf(upTo);
    if (TABLE.highestValue(highest) > upTo) {
      highest--;
    }
    int lowest = indexOf(lower) + 1;
    return lowest <= highest
        ? Math.max(lowest, Math.min(highest, indexOf(lower / 2 + upTo / 2)))
        : indexOf(upTo);
  }

  private static int indexOf(double value) {
    return TABLE.index(TABLE.key(value));
  }

  private static int last() {
    return TABLE.last();
  }

  /**
   * Returns the values that were added, of which the sum is known alone.
   *
   * @param sum their sum; what is not finite is taken for 0
   * @return a distribution whose extremes are those of its buckets
   */
  public Distribution distribution(double sum) {
    if (counts.isEmpty()) {
      return Distribution.empty();
    }
    return made(sum, TABLE.lowest(counts.firstKey()), TABLE.highest(counts.lastKey()));
  }

  /**
   * Returns the values that were added.
   *
   * @param sum their sum; what is not finite is taken for 0
   * @param min the smallest of them
   * @param max the largest of them
   * @return a distribution; extremes that its buckets contradict are those of the buckets
   */
  public Distribution distribution(double sum, double min, double max) {
    if (counts.isEmpty()) {
      return Distribution.empty();
    }
    long minKey = Math.min(TABLE.key(min), TABLE.highest(counts.firstKey()));
    long maxKey = Math.max(TABLE.key(max), TABLE.lowest(counts.lastKey()));
    return minKey <= maxKey ? made(sum, minKey, maxKey) : distribution(sum);
  }

  private Distribution made(double sum, long minKey, long maxKey) {
    int[] indices = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] values = counts.values().stream().mapToLong(Long::longValue).toArray();
    return Distribution.ofDoubles(
        indices, values, Double.isFinite(sum) ? sum : 0, 0, minKey, maxKey);
  }

  /** Returns the buckets and how many values each has, for messages. */
  @Override
  public String toString() {
    return "ForeignBuckets" + Map.copyOf(counts);
  }
}
