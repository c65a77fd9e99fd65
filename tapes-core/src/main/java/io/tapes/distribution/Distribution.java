package io.tapes.distribution;

/**
 * An immutable distribution of longs or of doubles: how many values fell into each bucket of its
 * {@linkplain BucketTable table}, with their exact count, sum, minimum and maximum. Nothing in it
 * decays or is sampled.
 *
 * <p>Adding two distributions gives the one that would have been recorded in one place: counts,
 * sum, minimum, maximum and every quantile. Any thread may use an instance.
 */
public sealed class Distribution extends RecordedValues permits DoubleDistribution {
  private static final Distribution EMPTY =
      new Distribution(BitBuckets.EMPTY, new byte[0], 0, 0, 0, 0, true);

  Distribution(
      BucketSet buckets,
      byte[] counts,
      long count,
      long sumBits,
      long min,
      long max,
      boolean whole) {
    super(buckets, counts, count, sumBits, min, max, whole);
  }

  /**
   * Returns the distribution of no values.
   *
   * @return always the same instance
   */
  public static Distribution empty() {
    return EMPTY;
  }

  /**
   * Returns a distribution of longs from its parts, for those that decode one. The arrays are
   * copied.
   *
   * @param indices bucket indices of {@link BucketTable#LONGS}, strictly ascending
   * @param counts how many values each of these buckets holds, each above 0
   * @param sum the sum of all values, modulo 2^64
   * @param min the smallest value; must lie in the first bucket or below it
   * @param max the largest value; must lie in the last bucket or above it
   * @return the distribution
   * @throws IllegalArgumentException if the arrays differ in length, one of these rules is broken,
   *     all counts together exceed 2^63 - 1, or there is no bucket but another part is not 0.
   *     Whether the sum fits the buckets is not checked
   */
  public static Distribution of(int[] indices, long[] counts, long sum, long min, long max) {
    DistributionParts.check(BucketTable.LONGS, indices, counts, min, max);
    if (indices.length == 0 && sum != 0) {
      throw new IllegalArgumentException(
          "no bucket, but the sum " + sum + "; pass zeros for an empty distribution");
    }
    return trusted(indices, counts, indices.length, Total.of(sum), min, max);
  }

  /**
   * Returns a distribution of doubles from its parts, for those that decode one. The arrays are
   * copied.
   *
   * @param indices bucket indices of {@link BucketTable#DOUBLES}, strictly ascending
   * @param counts how many values each of these buckets holds, each above 0
   * @param sum the sum of all values, which may be infinite, and is not NaN
   * @param rest what that double lacks of the sum: so little that both together are rounded to it
   * @param min the key of the smallest value; must lie in the first bucket or below it
   * @param max the key of the largest value; must lie in the last bucket or above it
   * @return the distribution
   * @throws IllegalArgumentException if one of these rules is broken, as with {@link #of}
   */
  public static Distribution ofDoubles(
      int[] indices, long[] counts, double sum, double rest, long min, long max) {
    DistributionParts.check(BucketTable.DOUBLES, indices, counts, min, max);
    if (!(sum + rest == sum)) {
      throw new IllegalArgumentException("the sum " + sum + " with the rest " + rest + " is none");
    }
    long bits = Double.doubleToRawLongBits(sum);
    Total total = new Total(BucketTable.DOUBLES, bits, rest);
    return trusted(indices, counts, indices.length, total, min, max);
  }

  /** As {@link #of}, unchecked. */
  static Distribution trusted(BucketList list, Total sum, long min, long max) {
    return trusted(list.indices, list.counts, list.size, sum, min, max);
  }

  /** As {@link #of}, of the first {@code size} buckets and unchecked. */
  static Distribution trusted(
      int[] indices, long[] counts, int size, Total sum, long min, long max) {
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += counts[i];
    }
    byte[] packed = PackedCounts.pack(counts, size);
    return trusted(BucketSet.of(indices, size), packed, total, sum, min, max, false);
  }

  /**
   * As {@link #of}, of the buckets in a set, with packed counts, and unchecked.
   *
   * @param whole whether it was read while nothing was being recorded
   */
  static Distribution trusted(
      BucketSet buckets, byte[] counts, long total, Total sum, long min, long max, boolean whole) {
    if (buckets.size() == 0) {
      return EMPTY;
    }
    return sum.table() == BucketTable.LONGS
        ? new Distribution(buckets, counts, total, sum.bits(), min, max, whole)
        : new DoubleDistribution(buckets, counts, total, sum, min, max, whole);
  }

  /**
   * Returns this distribution of doubles, of which it is known whether a record was under way.
   *
   * @param isWhole whether its sum is that of the counts
   * @return an equal distribution
   */
  public Distribution whole(boolean isWhole) {
    return isWhole == isWhole() || table() == BucketTable.LONGS
        ? this
        : trusted(buckets, counts, count(), total(), minKey(), maxKey(), isWhole);
  }

  /**
   * Returns the same values with the extremes of more of them, between which all of these lie.
   *
   * @param more values of the same table
   * @return a distribution with the minimum and maximum of the other one
   */
  public Distribution withExtremesOf(Distribution more) {
    return trusted(buckets, counts, count(), total(), more.minKey(), more.maxKey(), false);
  }

  /**
   * Returns the values of both.
   *
   * @param other another distribution
   * @return the distribution that one recorder of all these values would hold
   */
  public Distribution plus(Distribution other) {
    if (other.count() == 0) {
      return this;
    }
    if (count() == 0) {
      return other;
    }
    table().requireSame(other.table());
    return trusted(
        BucketList.sum(this, other),
        total().plus(other.total()),
        Math.min(minKey(), other.minKey()),
        Math.max(maxKey(), other.maxKey()));
  }

  /**
   * Returns what was recorded since an earlier state of the same distribution. The minimum and
   * maximum of a difference are exact where they are new ones of this state. Otherwise they lie in
   * the same bucket as the exact ones, at the mean of its values where the sum tells that.
   *
   * @param earlier a state that this one grew from; if it holds anything that this one does not,
   *     the recorder began again in between, and all of this state is returned
   * @return the difference
   */
  public Distribution minus(Distribution earlier) {
    if (earlier.count() == 0 || count() == 0) {
      return this;
    }
    table().requireSame(earlier.table());
    BucketList added = BucketList.difference(this, earlier);
    if (added == null) {
      return this;
    }
    return added.size == 0 ? EMPTY : difference(added, earlier);
  }

  private Distribution difference(BucketList added, Distribution earlier) {
    Total sum = totalSince(earlier);
    Extremes known = new Extremes(added.indices, added.counts, added.size, sum);
    boolean lower = minKey() < earlier.minKey() && table().index(minKey()) == added.indices[0];
    boolean higher =
        maxKey() > earlier.maxKey() && table().index(maxKey()) == added.indices[added.size - 1];
    long lowest = lower ? minKey() : Math.max(minKey(), known.lowest());
    long highest = higher ? maxKey() : Math.min(maxKey(), known.highest());
    return trusted(added, sum, lowest, Math.max(lowest, highest));
  }

  @Override
  public String toString() {
    boolean longs = table() == BucketTable.LONGS;
    return "Distribution[count="
        + count()
        + ", sum="
        + (longs ? sum() + ", min=" + min() + ", max=" + max() : doubleText())
        + "]";
  }

  private String doubleText() {
    return doubleSum() + ", min=" + doubleMin() + ", max=" + doubleMax();
  }
}
