package io.tapes.distribution;

/**
 * The smallest and the largest of recent values, and the next ones of which something is known:
 * when the extremes are forgotten, those may take their place. All as keys.
 *
 * @param table which values they are; means nothing where none is known
 * @param lower the smallest value
 * @param upper the largest value
 * @param nextLower a larger one, or {@link #UNKNOWN}
 * @param nextUpper a smaller one, or {@link #UNKNOWN}
 */
record DecayingExtremes(BucketTable table, long lower, long upper, long nextLower, long nextUpper) {
  /** No key of a finite double, and of longs the least, which is an end of its bucket anyway. */
  private static final long UNKNOWN = Long.MIN_VALUE;

  static final DecayingExtremes NONE =
      new DecayingExtremes(BucketTable.LONGS, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);

  static DecayingExtremes of(Distribution all) {
    return all.count() == 0
        ? NONE
        : new DecayingExtremes(all.table(), all.minKey(), all.maxKey(), UNKNOWN, UNKNOWN);
  }

  /**
   * Those of both together, in the buckets that are left. Where no value in the first or the last
   * bucket is known, it is the end of the bucket; the mean if there is no other bucket.
   *
   * @param first the first bucket that is left
   * @param last the last bucket that is left
   * @param mean of all that is left
   */
  DecayingExtremes with(DecayingExtremes other, int first, int last, double mean) {
    BucketTable of = lower == UNKNOWN ? other.table : table;
    long[] known = {
      lower, upper, nextLower, nextUpper, other.lower, other.upper, other.nextLower, other.nextUpper
    };
    long low = Long.MAX_VALUE;
    long high = UNKNOWN;
    long nextLow = Long.MAX_VALUE;
    long nextHigh = UNKNOWN;
    for (long value : known) {
      if (value == UNKNOWN) {
        continue;
      }
      int index = of.index(value);
      if (index == first) {
        low = Math.min(low, value);
      } else if (index > first) {
        nextLow = Math.min(nextLow, value);
      }
      if (index == last) {
        high = Math.max(high, value);
      } else if (index < last) {
        nextHigh = Math.max(nextHigh, value);
      }
    }
    long middle = of.key(mean);
    long from = of.lowest(first);
    long to = of.highest(last);
    long inside = Math.max(from, Math.min(to, middle));
    boolean one = first == last;
    return new DecayingExtremes(
        of,
        low < Long.MAX_VALUE ? low : one ? inside : from,
        high != UNKNOWN ? high : one ? inside : to,
        nextLow < Long.MAX_VALUE ? nextLow : UNKNOWN,
        nextHigh);
  }

  /** A value in that bucket, one that is known to have been recorded if possible. */
  double in(int index) {
    if (upper != UNKNOWN && table.index(upper) == index) {
      return table.value(upper);
    }
    return lower != UNKNOWN && table.index(lower) == index
        ? table.value(lower)
        : table.middle(index);
  }
}
