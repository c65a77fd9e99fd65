package io.tapes;

/** Turns successive cumulative distributions into a decaying one. One reader at a time. */
@SuppressWarnings("ReferenceEquality") // the same instance means unchanged
final class RecentReader {
  /*
   * Forward decay: a value recorded at time t gets the weight e^(α(t − landmark)) and keeps it;
   * only the ratio of weights matters, so nothing has to be touched as time passes. In these
   * units the weight of a single value of this moment grows, and what falls below e^−4.5 of it
   * (a value of five minutes ago; a bucket that held n values n-fold longer in the logarithm) is
   * forgotten. Once nothing is left the histogram reads as empty, and no maximum sticks.
   *
   * Values are weighted by the time of the read that sees them first, so the resolution is that
   * of the reads. α and the cut are the ancestor's reservoir's.
   *
   * After the first read, and after everything before was forgotten, all weights are equal: the
   * recent distribution is the counts then, and needs no memory of its own.
   */
  private static final double ALPHA_PER_SECOND = 0.015;
  static final double FORGET = Math.exp(-4.5);

  /** Well before e^(αt) leaves the range in which floats add exactly enough. */
  private static final double REBASE_SECONDS = 1_000;

  /** With fewer changes it is cheaper to look each up than to walk through all buckets. */
  private static final int FEW = 8;

  private long landmarkNanos;
  private long landmarkMillis;

  /** No weight is smaller; there may be none that small. */
  private double smallest;

  static double decay(double seconds) {
    return Math.exp(-ALPHA_PER_SECOND * seconds);
  }

  /**
   * The recent distribution now.
   *
   * @param current what the last read returned; returned again while nothing in it changes
   * @param previous the cumulative distribution at the last read
   * @param now the cumulative distribution; the same instance if it has not changed
   */
  RecentDistribution read(
      RecentDistribution current,
      Distribution previous,
      Distribution now,
      long nanos,
      long wallMillis) {
    boolean changed = now != previous;
    if (current.buckets() == 0) {
      return changed ? begin(previous, now, nanos, wallMillis) : current;
    }
    // Two readers may have read the clock in the other order than they come here.
    double seconds = Math.max(0, (nanos - landmarkNanos) / 1e9);
    double unit = 1 / decay(seconds);
    boolean forgets = smallest < FORGET * unit;
    if (!changed && !forgets) {
      return current;
    }
    Distribution added = changed ? now.minus(previous) : Distribution.empty();
    double addedSum = changed ? (double) (now.sum() - previous.sum()) : 0;
    if (seconds > REBASE_SECONDS) {
      landmarkNanos = nanos;
      landmarkMillis = wallMillis;
      return merge(current, decay(seconds), added, addedSum, 1, now);
    }
    if (!forgets && added.bucketCount() * FEW <= current.buckets()) {
      float[] weights = current.weightsWith(added, unit);
      if (weights != null) {
        double sum = current.sum + unit * addedSum;
        return new RecentDistribution(
            current.buckets, weights, sum, (double) now.min(), (double) now.max(), landmarkMillis);
      }
    }
    return merge(current, 1, added, addedSum, unit, now);
  }

  private RecentDistribution begin(
      Distribution previous, Distribution now, long nanos, long wallMillis) {
    landmarkNanos = nanos;
    landmarkMillis = wallMillis;
    smallest = 1;
    Distribution added = now.minus(previous);
    double sum = (double) (now.sum() - previous.sum());
    return added.count() == 0
        ? RecentDistribution.empty()
        : new RecentDistribution(added, sum, now.min(), now.max(), wallMillis);
  }

  /**
   * Goes through all buckets; what was there is kept by one factor and what is added by another.
   */
  private RecentDistribution merge(
      RecentDistribution current,
      double keep,
      Distribution added,
      double addedSum,
      double unit,
      Distribution now) {
    int n = current.buckets();
    int more = added.bucketCount();
    WeightMerge merge = new WeightMerge(n + more, FORGET * unit);
    for (int i = 0, j = 0; i < n || j < more; ) {
      int old = i < n ? current.index(i) : Integer.MAX_VALUE;
      int fresh = j < more ? added.bucketIndex(j) : Integer.MAX_VALUE;
      double weight =
          (old <= fresh ? current.weight(i++) * keep : 0)
              + (fresh <= old ? added.weight(j++) * unit : 0);
      merge.add(Math.min(old, fresh), weight);
    }
    smallest = merge.smallest();
    return merge.result(
        current.sum * keep + addedSum * unit,
        (double) now.min(),
        (double) now.max(),
        landmarkMillis);
  }
}
