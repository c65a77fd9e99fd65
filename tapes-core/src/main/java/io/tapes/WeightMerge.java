package io.tapes;

import java.util.Arrays;

/** Collects the buckets of a new recent distribution, in ascending order, and forgets the rest. */
final class WeightMerge {
  private final double forgetBelow;
  private final int[] indices;
  private final float[] weights;
  private int size;
  private double forgotten;
  private double lows;
  private double highs;
  private double smallest = Double.POSITIVE_INFINITY;

  WeightMerge(int most, double forgetBelow) {
    this.forgetBelow = forgetBelow;
    indices = new int[most];
    weights = new float[most];
  }

  void add(int index, double weight) {
    if (weight < forgetBelow) {
      forgotten += weight * Buckets.middle(index);
    } else {
      indices[size] = index;
      weights[size++] = (float) weight;
      lows += weight * Buckets.lowest(index);
      highs += weight * Buckets.highest(index);
      smallest = Math.min(smallest, weight);
    }
  }

  /** What was kept, given the sum of all that was added. */
  RecentWeights result(
      double sum, double lowerBound, double upperBound, long landmarkNanos, long landmarkMillis) {
    if (size == 0) {
      return RecentWeights.EMPTY;
    }
    // What is forgotten is known to its bucket only; a large value's rest would drown small ones.
    double rest = Math.max(lows, Math.min(highs, sum - forgotten));
    return new RecentWeights(
        BucketSet.of(indices, size),
        Arrays.copyOf(weights, size),
        rest,
        lowerBound,
        upperBound,
        smallest,
        landmarkNanos,
        landmarkMillis);
  }
}
