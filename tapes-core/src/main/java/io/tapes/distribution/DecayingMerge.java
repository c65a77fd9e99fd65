package io.tapes.distribution;

/**
 * A recent distribution to which values came: added up on demand. Many readings only want the
 * counts.
 */
@SuppressWarnings("ReferenceEquality") // the same instance means unchanged
final class DecayingMerge implements DecayingContent {
  /** Well before e^(αt) leaves the range in which floats add exactly enough. */
  private static final double REBASE_SECONDS = 1_000;

  /** With fewer changes it is cheaper to look each up than to walk through all buckets. */
  private static final int FEW = 8;

  private final DecayingWeights base;
  private final Distribution before;
  private final Distribution now;

  /** By which what is there is kept, and what a new value weighs. */
  private final double keep;

  private final double unit;
  private final long landmarkNanos;
  private final long landmarkMillis;

  /**
   * What is recent at a moment.
   *
   * @param base what was recent at an earlier one
   * @param before the cumulative distribution at that
   * @param now the cumulative distribution; the values since then were recorded at this moment
   */
  DecayingMerge(
      DecayingWeights base, Distribution before, Distribution now, long nanos, long wallMillis) {
    this.before = before;
    this.now = now;
    double atLandmark = base.unitAt(nanos);
    boolean fresh = base.isAllBelow(Decay.FORGET * atLandmark);
    this.base = fresh ? DecayingWeights.EMPTY : base;
    // Weights are rounded when the landmark moves: only what is recorded may have it moved.
    boolean late = now != before && atLandmark > 1 / Decay.after(REBASE_SECONDS);
    if (fresh || late) {
      keep = 1 / atLandmark;
      unit = 1;
      landmarkNanos = nanos;
      landmarkMillis = wallMillis;
    } else {
      keep = 1;
      unit = atLandmark;
      landmarkNanos = base.landmarkNanos;
      landmarkMillis = base.landmarkMillis();
    }
  }

  @Override
  public long landmarkMillis() {
    return landmarkMillis;
  }

  @Override
  public DecayingWeights weights() {
    Distribution added = now == before ? Distribution.empty() : now.minus(before);
    double addedSum = now.totalSince(before).value();
    if (base.buckets() == 0) {
      return added.count() == 0
          ? DecayingWeights.EMPTY
          : new DecayingWeights(added, addedSum, landmarkNanos, landmarkMillis);
    }
    double forgetBelow = Decay.FORGET * unit;
    if (keep == 1
        && !base.mayHaveBelow(forgetBelow)
        && added.bucketCount() * FEW <= base.buckets()) {
      DecayingWeights quick = base.with(added, addedSum, unit);
      if (quick != null) {
        return quick;
      }
    }
    int n = base.buckets();
    int more = added.bucketCount();
    DecayingWeightMerge merge = new DecayingWeightMerge(n + more, forgetBelow, base.extremes());
    for (int i = 0, j = 0; i < n || j < more; ) {
      int old = i < n ? base.index(i) : Integer.MAX_VALUE;
      int fresh = j < more ? added.bucketIndex(j) : Integer.MAX_VALUE;
      double weight =
          (old <= fresh ? base.weight(i++) * keep : 0)
              + (fresh <= old ? added.weight(j++) * unit : 0);
      merge.add(Math.min(old, fresh), weight);
    }
    return merge.result(
        base.sum * keep + addedSum * unit,
        DecayingExtremes.of(added),
        landmarkNanos,
        landmarkMillis);
  }
}
