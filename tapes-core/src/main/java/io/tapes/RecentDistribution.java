package io.tapes;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An immutable distribution in which older values weigh less: a value of age t counts e^(−0.015
 * t/s). It answers "how is it now", where {@link Distribution} answers "how was it all along".
 *
 * <p>Any thread may use an instance.
 */
public final class RecentDistribution extends WeightedBuckets {
  private static final RecentDistribution EMPTY =
      new RecentDistribution(new int[0], new double[0], 0, 0, 0, 0);

  private final int[] indices;

  /** Weights as of {@link #landmarkMillis}: a common factor does not change any figure. */
  private final double[] weights;

  private final double sum;
  private final double lowerBound;
  private final double upperBound;
  private final long landmarkMillis;

  /** Computed when first asked for; racing threads compute equal values. */
  private @Nullable Summary summary;

  RecentDistribution(
      int[] indices,
      double[] weights,
      double sum,
      double lowerBound,
      double upperBound,
      long landmarkMillis) {
    this.indices = indices;
    this.weights = weights;
    this.sum = sum;
    this.lowerBound = lowerBound;
    this.upperBound = upperBound;
    this.landmarkMillis = landmarkMillis;
  }

  public static RecentDistribution empty() {
    return EMPTY;
  }

  /** All values of a distribution, as if all had been recorded at the landmark of another. */
  static RecentDistribution of(Distribution all, RecentDistribution like) {
    int n = all.bucketCount();
    int[] indices = new int[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      indices[i] = all.bucketIndex(i);
      weights[i] = all.bucketValues(i);
    }
    return new RecentDistribution(
        indices, weights, all.sum(), all.min(), all.max(), like.landmarkMillis);
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
      summary = known;
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
    int[] merged = new int[indices.length + other.indices.length];
    double[] sums = new double[merged.length];
    double sumOfBoth = mine * sum + theirs * other.sum;
    int n = 0;
    for (int i = 0, j = 0; i < indices.length || j < other.indices.length; ) {
      int left = i < indices.length ? indices[i] : Integer.MAX_VALUE;
      int right = j < other.indices.length ? other.indices[j] : Integer.MAX_VALUE;
      int index = Math.min(left, right);
      double weight =
          (left <= right ? mine * weights[i++] : 0)
              + (right <= left ? theirs * other.weights[j++] : 0);
      if (weight < RecentReader.FORGET) {
        sumOfBoth -= weight * Buckets.middle(index);
      } else {
        merged[n] = index;
        sums[n++] = weight;
      }
    }
    return new RecentDistribution(
        Arrays.copyOf(merged, n),
        Arrays.copyOf(sums, n),
        sumOfBoth,
        Math.min(lowerBound, other.lowerBound),
        Math.max(upperBound, other.upperBound),
        landmark);
  }

  @Override
  int buckets() {
    return indices.length;
  }

  @Override
  int index(int position) {
    return indices[position];
  }

  @Override
  double weight(int position) {
    return weights[position];
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
    for (double weight : weights) {
      total += weight;
    }
    return sum / total;
  }

  /** Equal figures, whatever the common factor of the weights. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RecentDistribution that
        && Arrays.equals(indices, that.indices)
        && summary().equals(that.summary());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(indices);
  }

  @Override
  public String toString() {
    return "RecentDistribution[" + summary() + "]";
  }
}
