package io.tapes.distribution;

import org.jspecify.annotations.Nullable;

/** The buckets of a recent distribution with their weights; immutable. */
final class DecayingWeights extends WeightedBuckets implements DecayingContent {
  static final DecayingWeights EMPTY = new DecayingWeights(Distribution.empty(), 0, 0, 0);

  final BucketSet buckets;

  /** Weights as of the landmark: a common factor does not change any figure. */
  private final float @Nullable [] weights;

  /** Whose counts are the weights, where there are no others. */
  private final Distribution counted;

  final double sum;

  /** What is known of the values; that of the counts where they are the weights. */
  private final @Nullable DecayingExtremes extremes;

  /** No weight is smaller; there may be none that small. */
  private final double smallest;

  final long landmarkNanos;
  private final long landmarkMillis;

  DecayingWeights(
      BucketSet buckets,
      float[] weights,
      double sum,
      DecayingExtremes extremes,
      double smallest,
      long landmarkNanos,
      long landmarkMillis) {
    this.buckets = buckets;
    this.weights = weights;
    this.counted = Distribution.empty();
    this.sum = sum;
    this.extremes = extremes;
    this.smallest = smallest;
    this.landmarkNanos = landmarkNanos;
    this.landmarkMillis = landmarkMillis;
  }

  /** All values of a distribution, each with the weight 1 at the landmark. */
  DecayingWeights(Distribution counted, double sum, long landmarkNanos, long landmarkMillis) {
    this.buckets = counted.buckets;
    this.weights = null;
    this.counted = counted;
    this.sum = sum;
    this.extremes = null;
    this.smallest = counted.count() == 0 ? Double.POSITIVE_INFINITY : 1;
    this.landmarkNanos = landmarkNanos;
    this.landmarkMillis = landmarkMillis;
  }

  @Override
  public DecayingWeights weights() {
    return this;
  }

  @Override
  public long landmarkMillis() {
    return landmarkMillis;
  }

  /** What a value weighs that is recorded at that moment; one of the landmark weighs 1. */
  double unitAt(long nanos) {
    return 1 / Decay.after(Math.max(0, (nanos - landmarkNanos) / 1e9));
  }

  /** Whether some weight may be below a limit. */
  boolean mayHaveBelow(double limit) {
    return smallest < limit;
  }

  /** Whether all weights are below a limit. */
  boolean isAllBelow(double limit) {
    if (smallest >= limit) {
      return buckets() == 0;
    }
    for (int i = 0; i < buckets(); i++) {
      if (weight(i) >= limit) {
        return false;
      }
    }
    return true;
  }

  /** These with more added to them; null if the buckets do not hold all of it. */
  @Nullable DecayingWeights with(Distribution added, double addedSum, double unit) {
    float[] sums = weights == null ? countsAsFloats() : weights.clone();
    for (int i = 0; i < added.bucketCount(); i++) {
      int position = buckets.position(added.bucketIndex(i));
      if (position < 0) {
        return null;
      }
      sums[position] = (float) (sums[position] + unit * added.weight(i));
    }
    int first = index(0);
    int last = index(buckets() - 1);
    double newSum = sum + unit * addedSum;
    return new DecayingWeights(
        buckets,
        sums,
        newSum,
        extremes().with(DecayingExtremes.of(added), first, last, newSum / total(sums)),
        smallest,
        landmarkNanos,
        landmarkMillis);
  }

  /** Both together, as of the later landmark, without what is too old there. */
  DecayingWeights plus(DecayingWeights other) {
    long landmark = Math.max(landmarkMillis, other.landmarkMillis);
    double mine = Decay.after((landmark - landmarkMillis) / 1e3);
    double theirs = Decay.after((landmark - other.landmarkMillis) / 1e3);
    DecayingExtremes known = extremes();
    DecayingWeightMerge merge =
        new DecayingWeightMerge(buckets() + other.buckets(), Decay.FORGET, known);
    for (int i = 0, j = 0; i < buckets() || j < other.buckets(); ) {
      int left = i < buckets() ? index(i) : Integer.MAX_VALUE;
      int right = j < other.buckets() ? other.index(j) : Integer.MAX_VALUE;
      merge.add(
          Math.min(left, right),
          (left <= right ? mine * weight(i++) : 0)
              + (right <= left ? theirs * other.weight(j++) : 0));
    }
    return merge.result(mine * sum + theirs * other.sum, other.extremes(), 0, landmark);
  }

  /** What is known of the values. */
  DecayingExtremes extremes() {
    return extremes == null ? DecayingExtremes.of(counted) : extremes;
  }

  private static double total(float[] weights) {
    double total = 0;
    for (float weight : weights) {
      total += weight;
    }
    return total;
  }

  private float[] countsAsFloats() {
    float[] counts = new float[buckets()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (float) counted.bucketValues(i);
    }
    return counts;
  }

  @Override
  int buckets() {
    return buckets.size();
  }

  @Override
  int index(int position) {
    return buckets.index(position);
  }

  @Override
  double weight(int position) {
    return weights == null ? counted.weight(position) : weights[position];
  }

  @Override
  boolean counts() {
    return weights == null;
  }

  @Override
  BucketTable table() {
    return extremes == null ? counted.table() : extremes.table();
  }

  @Override
  double lowerBound() {
    return table().value(extremes == null ? counted.minKey() : extremes.lower());
  }

  @Override
  double upperBound() {
    return table().value(extremes == null ? counted.maxKey() : extremes.upper());
  }

  @Override
  double exactMean() {
    double total = 0;
    for (int i = 0; i < buckets(); i++) {
      total += weight(i);
    }
    return sum / total;
  }
}
