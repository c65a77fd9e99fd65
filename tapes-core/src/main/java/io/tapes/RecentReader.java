package io.tapes;

import java.util.Arrays;

/** Turns successive cumulative distributions into a decaying one. One reader at a time. */
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
   */
  private static final double ALPHA_PER_SECOND = 0.015;
  static final double FORGET = Math.exp(-4.5);

  /** Well before e^(αt) leaves the range in which doubles add exactly enough. */
  private static final double REBASE_SECONDS = 1_000;

  private Distribution previous = Distribution.empty();
  private RecentDistribution current = RecentDistribution.empty();
  private long landmarkNanos;
  private long landmarkMillis;
  private int[] indices = new int[0];
  private double[] weights = new double[0];
  private double smallest = Double.POSITIVE_INFINITY;
  private double sum;

  static double decay(double seconds) {
    return Math.exp(-ALPHA_PER_SECOND * seconds);
  }

  @SuppressWarnings("ReferenceEquality") // the same instance means unchanged
  RecentDistribution read(Distribution now, long nanos, long wallMillis) {
    if (indices.length == 0) {
      landmarkNanos = nanos;
      landmarkMillis = wallMillis;
    }
    // Two readers may have read the clock in the other order than they come here.
    double seconds = Math.max(0, (nanos - landmarkNanos) / 1e9);
    double unit = 1 / decay(seconds);
    if (now == previous && smallest >= FORGET * unit) {
      return current;
    }
    Distribution added = now == previous ? Distribution.empty() : now.minus(previous);
    double addedSum = now == previous ? 0 : (double) (now.sum() - previous.sum());
    previous = now;
    if (seconds > REBASE_SECONDS) {
      rebase(unit, nanos, wallMillis);
      unit = 1;
    }
    merge(added, addedSum, unit);
    current =
        indices.length == 0
            ? RecentDistribution.empty()
            : new RecentDistribution(indices, weights, sum, now.min(), now.max(), landmarkMillis);
    return current;
  }

  private void rebase(double unit, long nanos, long wallMillis) {
    landmarkNanos = nanos;
    landmarkMillis = wallMillis;
    weights = weights.clone();
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= unit;
    }
    sum /= unit;
  }

  private void merge(Distribution added, double addedSum, double unit) {
    int[] nextIndices = new int[indices.length + added.bucketCount()];
    double[] nextWeights = new double[nextIndices.length];
    sum += addedSum * unit;
    smallest = Double.POSITIVE_INFINITY;
    double lows = 0;
    double highs = 0;
    int n = 0;
    for (int i = 0, j = 0; i < indices.length || j < added.bucketCount(); ) {
      int old = i < indices.length ? indices[i] : Integer.MAX_VALUE;
      int fresh = j < added.bucketCount() ? added.bucketIndex(j) : Integer.MAX_VALUE;
      int index = Math.min(old, fresh);
      double weight =
          (old <= fresh ? weights[i++] : 0) + (fresh <= old ? added.bucketValues(j++) * unit : 0);
      if (weight < FORGET * unit) {
        sum -= weight * Buckets.middle(index);
      } else {
        nextIndices[n] = index;
        nextWeights[n++] = weight;
        lows += weight * Buckets.lowest(index);
        highs += weight * Buckets.highest(index);
        smallest = Math.min(smallest, weight);
      }
    }
    indices = Arrays.copyOf(nextIndices, n);
    weights = Arrays.copyOf(nextWeights, n);
    // What is forgotten is known to its bucket only; a large value's rest would drown small ones.
    sum = Math.max(lows, Math.min(highs, sum));
  }
}
