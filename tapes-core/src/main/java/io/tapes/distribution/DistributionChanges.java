package io.tapes.distribution;

/**
 * Computes what changed of a distribution, for those that send changes, and puts it together again.
 *
 * <p>Changes are a distribution themselves: the buckets that differ from an earlier state, each
 * with all that it holds, and the sum, minimum and maximum of the later state. So {@code
 * applied(earlier, since(now, earlier))} is {@code now} where {@code now} grew from {@code
 * earlier}, once no record is under way. Any thread may call it.
 */
public final class DistributionChanges {
  private DistributionChanges() {}

  /**
   * Returns the buckets in which a distribution differs from an earlier state.
   *
   * @param now a distribution
   * @param earlier a state that it grew from; if that holds anything that it does not, the recorder
   *     began again in between, and all of it is returned
   * @return the changes; empty if every bucket holds what it did, also where the sum has changed
   *     already by a record that is under way
   */
  public static Distribution since(Distribution now, Distribution earlier) {
    BucketList changes = earlier.count() == 0 ? null : BucketList.changes(now, earlier);
    return changes == null
        ? now
        : Distribution.trusted(changes, now.total(), now.minKey(), now.maxKey());
  }

  /**
   * Returns what a distribution has become. Buckets that are among the changes hold what stands
   * there, the others what they did; sum, minimum and maximum are those of the changes, as far as
   * the buckets allow.
   *
   * @param earlier the state before
   * @param changes what {@link #since} returned for a later one that grew from it; not checked
   * @return the later one; the earlier one if nothing changed
   */
  public static Distribution applied(Distribution earlier, Distribution changes) {
    if (changes.count() == 0) {
      return earlier;
    }
    if (earlier.count() == 0) {
      return changes;
    }
    byte[] counts = earlier.countsWith(changes);
    return counts == null ? merged(earlier, changes) : inPlace(earlier, counts, changes);
  }

  private static Distribution inPlace(Distribution earlier, byte[] counts, Distribution changes) {
    long total = earlier.count();
    for (int i = 0; i < changes.bucketCount(); i++) {
      total += changes.bucketValues(i) - earlier.valuesIn(changes.bucketIndex(i));
    }
    int first = earlier.bucketIndex(0);
    int last = earlier.bucketIndex(earlier.bucketCount() - 1);
    BucketTable table = changes.table();
    return Distribution.trusted(
        earlier.buckets,
        counts,
        total,
        changes.total(),
        Math.min(changes.minKey(), table.highest(first)),
        Math.max(changes.maxKey(), table.lowest(last)),
        false);
  }

  private static Distribution merged(Distribution earlier, Distribution changes) {
    BucketList all = BucketList.replaced(earlier, changes);
    BucketTable table = changes.table();
    return Distribution.trusted(
        all,
        changes.total(),
        Math.min(changes.minKey(), table.highest(all.indices[0])),
        Math.max(changes.maxKey(), table.lowest(all.indices[all.size - 1])));
  }

  /**
   * Returns what changes add to a state.
   *
   * @param earlier the state before
   * @param changes what {@link #since} returned for a later state
   * @return what was recorded in between; its minimum and maximum are those of the later state, so
   *     that adding it to the earlier one or to a sum that holds it gives the exact ones
   * @throws IllegalArgumentException if a bucket holds less than it did, or the total overflows
   */
  public static Distribution added(Distribution earlier, Distribution changes) {
    BucketList more = BucketList.added(earlier, earlier.count(), changes);
    return Distribution.trusted(
        more, changes.totalSince(earlier), changes.minKey(), changes.maxKey());
  }
}
