package io.tapes.distribution;

/** Turns successive cumulative distributions into a decaying one. One reader at a time. */
@SuppressWarnings("ReferenceEquality") // the same instance means unchanged
public final class DecayingReader {
  /*
   * Forward decay: a value recorded at time t gets the weight e^(α(t − landmark)) and keeps it;
   * only the ratio of weights matters, so nothing has to be touched as time passes. In these
   * units the weight of a single value of this moment grows, and what falls below e^−4.5 of it
   * (a value of five minutes ago; a bucket that held n values n-fold longer in the logarithm) is
   * forgotten. Once nothing is left the histogram reads as empty, and no maximum sticks.
   *
   * All values of a tick weigh what a value of its beginning does. So the figures change with the
   * ticks and what is recorded, not with time in between; and each is computed from what the last
   * tick with values left, however often it was computed before: floats are not added up in another
   * order because others read too. α and the cut, which Decay has, are the ancestor's reservoir's.
   *
   * After the first read, and after everything before was forgotten, all weights are equal: the
   * recent distribution is the counts then, and needs no memory of its own.
   */

  /** What was recent at the end of the last tick with values, and all that was recorded then. */
  private DecayingDistribution base = DecayingDistribution.empty();

  private Distribution total = Distribution.empty();

  /** Creates a reader of what has recorded nothing yet. */
  public DecayingReader() {}

  /**
   * Returns the recent distribution now.
   *
   * @param current what the last read returned; returned again while nothing in it changes
   * @param previous the cumulative distribution at the last read
   * @param now the cumulative distribution; the same instance if it has not changed
   * @param ticks those since the last read
   * @return what is recent
   */
  public DecayingDistribution read(
      DecayingDistribution current, Distribution previous, Distribution now, Ticks ticks) {
    long ended = ticks.count();
    if (ended > 0) {
      // What is first seen after several ticks has no date: it counts as recorded in this one.
      endTick(current, previous, ended == 1 ? now : previous, ticks);
    } else if (now == previous) {
      return current;
    }
    if (now != total) {
      return new DecayingDistribution(at(now, ticks.toNanos(), ticks));
    }
    DecayingDistribution known = now == previous ? current : base;
    DecayingWeights weights = known.weights();
    if (!weights.mayHaveBelow(Decay.FORGET * weights.unitAt(ticks.toNanos()))) {
      return known;
    }
    DecayingWeights left = at(now, ticks.toNanos(), ticks).weights();
    if (left.buckets() > 0) {
      return new DecayingDistribution(left);
    }
    base = DecayingDistribution.empty();
    return base;
  }

  private void endTick(
      DecayingDistribution current, Distribution previous, Distribution recorded, Ticks ticks) {
    if (recorded != total) {
      base =
          recorded == previous
              ? current
              : new DecayingDistribution(at(recorded, ticks.fromNanos(), ticks));
      base.weights(); // what comes next is computed from them
      total = recorded;
    }
  }

  private DecayingMerge at(Distribution recorded, long nanos, Ticks ticks) {
    return new DecayingMerge(base.weights(), total, recorded, nanos, ticks.wallMillis(nanos));
  }
}
