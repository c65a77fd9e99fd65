package io.tapes;

import org.jspecify.annotations.Nullable;

/**
 * An immutable distribution in which older values weigh less: a value of age t counts e^(−0.015
 * t/s). It answers "how is it now", where {@link Distribution} answers "how was it all along".
 *
 * <p>Any thread may use an instance.
 */
public final class RecentDistribution extends WeightedBuckets {
  private static final RecentDistribution EMPTY =
      new RecentDistribution(Distribution.empty(), 0, 0, 0, 0);

  /** A summary of fewer buckets costs hardly more to compute than to keep. */
  private static final int WORTH_KEEPING = 16;

  final BucketSet buckets;

  /** Weights as of {@link #landmarkMillis}: a common factor does not change any figure. */
  private final float @Nullable [] weights;

  /** Whose counts are the weights, where there are no others. */
  private final Distribution counted;

  final double sum;
  private final double lowerBound;
  private final double upperBound;
  private final long landmarkMillis;

  /** Computed when first asked for; racing threads compute equal values. */
  private @Nullable Summary summary;

  RecentDistribution(
      BucketSet buckets,
      float[] weights,
      double sum,
      double lowerBound,
      double upperBound,
      long landmarkMillis) {
    this.buckets = buckets;
    this.weights = weights;
    this.counted = Distribution.empty();
    this.sum = sum;
    this.lowerBound = lowerBound;
    this.upperBound = upperBound;
    this.landmarkMillis = landmarkMillis;
  }

  /** All values of a distribution, each with the weight 1 at the landmark. */
  RecentDistribution(
      Distribution counted, double sum, double lowerBound, double upperBound, long landmarkMillis) {
    this.buckets = counted.buckets;
    this.weights = null;
    this.counted = counted;
    this.sum = sum;
    this.lowerBound = lowerBound;
    this.upperBound = upperBound;
    this.landmarkMillis = landmarkMillis;
  }

  /**
   * That of an instrument which has recorded nothing lately.
   *
   * @return the one without values
   */
  public static RecentDistribution empty() {
    return EMPTY;
  }

  /** All values of a distribution, as if all had been recorded at the landmark of another. */
  static RecentDistribution of(Distribution all, RecentDistribution like) {
    return new RecentDistribution(all, all.sum(), all.min(), all.max(), like.landmarkMillis);
  }

  /**
   * The figures over the recent values.
   *
   * @return the summary, {@link Summary#EMPTY} when nothing recent was recorded
   */
  public Summary summary() {
    Summary known = summary;
    if (known == null) {
      known = summarise();
      summary = buckets() < WORTH_KEEPING ? null : known;
    }
    return known;
  }

  /**
   * The value at or below which a share of the recent weight lies.
   *
   * @param rank from 0 to 1
   * @return the value, 0 when nothing recent was recorded
   * @throws IllegalArgumentException if the rank is not between 0 and 1
   */
  public double quantile(double rank) {
    return quantileAt(rank);
  }

  /** Both together; each is brought to the later landmark first, and forgets what is too old. */
  RecentDistribution plus(RecentDistribution other) {
    if (other.buckets() == 0) {
      return this;
    }
    if (buckets() == 0) {
      return other;
    }
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
        landmark);
  }

  /** The weights with more added to them; null if these buckets do not hold all of it. */
  float @Nullable [] weightsWith(Distribution added, double unit) {
    float[] sums = weights == null ? counts() : weights.clone();
    for (int i = 0; i < added.bucketCount(); i++) {
      int position = buckets.position(added.bucketIndex(i));
      if (position < 0) {
        return null;
      }
      sums[position] = (float) (sums[position] + unit * added.weight(i));
    }
    return sums;
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

  /** Equal figures, whatever the common factor of the weights. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RecentDistribution that
        && buckets.equals(that.buckets)
        && summary().equals(that.summary());
  }

  @Override
  public int hashCode() {
    return buckets.hashCode();
  }

  @Override
  public String toString() {
    return "RecentDistribution[" + summary() + "]";
  }
}
