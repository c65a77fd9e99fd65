package io.tapes;

import org.jspecify.annotations.Nullable;

/** The buckets of a recent distribution with their weights; immutable. */
final class RecentWeights extends WeightedBuckets implements RecentContent {
  static final RecentWeights EMPTY = new RecentWeights(Distribution.empty(), 0, 0, 0, 0, 0);

  final BucketSet buckets;

  /** Weights as of the landmark: a common factor does not change any figure. */
  private final float @Nullable [] weights;

  /** Whose counts are the weights, where there are no others. */
  private final Distribution counted;

  final double sum;
  private final double lowerBound;
  private final double upperBound;

  /** No weight is smaller; there may be none that small. */
  private final double smallest;

  final long landmarkNanos;
  private final long landmarkMillis;

  RecentWeights(
      BucketSet buckets,
      float[] weights,
      double sum,
      double lowerBound,
      double upperBound,
      double smallest,
      long landmarkNanos,
      long landmarkMillis) {
    this.buckets = buckets;
    this.weights = weights;
    this.counted = Distribution.empty();
    this.sum = sum;
    this.lowerBound = lowerBound;
    this.upperBound = upperBound;
    this.smallest = smallest;
    this.landmarkNanos = landmarkNanos;
    this.landmarkMillis = landmarkMillis;
  }

  /** All values of a distribution, each with the weight 1 at the landmark. */
  RecentWeights(
      Distribution counted,
      double sum,
      double lowerBound,
      double upperBound,
      long landmarkNanos,
      long landmarkMillis) {
    this.buckets = counted.buckets;
    this.weights = null;
    this.counted = counted;
    this.sum = sum;
    this.lowerBound = lowerBound;
    this.upperBound = upperBound;
    this.smallest = counted.count() == 0 ? Double.POSITIVE_INFINITY : 1;
    this.landmarkNanos = landmarkNanos;
    this.landmarkMillis = landmarkMillis;
  }

  @Override
  public RecentWeights weights() {
    return this;
  }

  @Override
  public long landmarkMillis() {
    return landmarkMillis;
  }

  /** What a value weighs that is recorded at that moment; one of the landmark weighs 1. */
  double unitAt(long nanos) {
    return 1 / RecentReader.decay(Math.max(0, (nanos - landmarkNanos) / 1e9));
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
  @Nullable RecentWeights with(Distribution added, double addedSum, double unit, Distribution now) {
    float[] sums = weights == null ? counts() : weights.clone();
    for (int i = 0; i < added.bucketCount(); i++) {
      int position = buckets.position(added.bucketIndex(i));
      if (position < 0) {
        return null;
      }
      sums[position] = (float) (sums[position] + unit * added.weight(i));
    }
    return new RecentWeights(
        buckets,
        sums,
        sum + unit * addedSum,
        (double) now.min(),
        (double) now.max(),
        smallest,
        landmarkNanos,
        landmarkMillis);
  }

  /** Both together, as of the later landmark, without what is too old there. */
  RecentWeights plus(RecentWeights other) {
    long landmark = Math.max(landmarkMillis, other.landmarkMillis);
    double mine = RecentReader.decay((landmark - landmarkMillis) / 1e3);
    double theirs = RecentReader.decay((landmark - other.landmarkMillis) / 1e3);
    WeightMerge merge = new WeightMerge(buckets() + other.buckets(), RecentReader.FORGET);
    for (int i = 0, j = 0; i < buckets() || j < other.buckets(); ) {
      int left = i < buckets() ? index(i) : Integer.MAX_VALUE;
      int right = j < other.buckets() ? other.index(j) : Integer.MAX_VALUE;
      merge.add(
          Math.min(left, right),
          (left <= right ? mine * weight(i++) : 0)
              + (right <= left ? theirs * other.weight(j++) : 0));
    }
    return merge.result(
        mine * sum + theirs * other.sum,
        Math.min(lowerBound, other.lowerBound),
        Math.max(upperBound, other.upperBound),
        0,
        landmark);
  }

  private float[] counts() {
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
  double lowerBound() {
    return lowerBound;
  }

  @Override
  double upperBound() {
    return upperBound;
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
