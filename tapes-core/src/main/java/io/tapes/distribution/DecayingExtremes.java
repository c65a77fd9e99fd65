package io.tapes.distribution;

/**
 * The smallest and the largest of recent values, and the next ones of which something is known:
 * when the extremes are forgotten, those may take their place.
 *
 * @param lower the smallest value
 * @param upper the largest value
 * @param nextLower a larger one, or {@link #UNKNOWN}
 * @param nextUpper a smaller one, or {@link #UNKNOWN}
 */
record DecayingExtremes(long lower, long upper, long nextLower, long nextUpper) {
  private static final long UNKNOWN = -1;
  static final DecayingExtremes NONE = new DecayingExtremes(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);

  static DecayingExtremes of(Distribution all) {
    return all.count() == 0 ? NONE : new DecayingExtremes(all.min(), all.max(), UNKNOWN, UNKNOWN);
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
      int index = Buckets.index(value);
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
    long middle = Math.round(mean);
    long from = Buckets.lowest(first);
    long to = Buckets.highest(last);
    long inside = Math.max(from, Math.min(to, middle));
    boolean one = first == last;
    return new DecayingExtremes(
        low < Long.MAX_VALUE ? low : one ? inside : from,
        high != UNKNOWN ? high : one ? inside : to,
        nextLow < Long.MAX_VALUE ? nextLow : UNKNOWN,
        nextHigh);
  }

  /** A value in that bucket, one that is known to have been recorded if possible. */
  double in(int index) {
    if (upper != UNKNOWN && Buckets.index(upper) == index) {
      return (double) upper;
    }
    return lower != UNKNOWN && Buckets.index(lower) == index
        ? (double) lower
        : Buckets.middle(index);
  }
}
