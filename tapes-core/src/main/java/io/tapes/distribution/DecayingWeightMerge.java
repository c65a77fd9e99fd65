package io.tapes.distribution;

import java.util.Arrays;

/** Collects the buckets of a new recent distribution, in ascending order, and forgets the rest. */
final class DecayingWeightMerge {
  private final double forgetBelow;
  private final DecayingExtremes known;
  private final int[] indices;
  private final float[] weights;
  private int size;
  private double forgotten;
  private double total;
  private double lows;
  private double highs;
  private double smallest = Double.POSITIVE_INFINITY;

  /**
   * For that many buckets at most.
   *
   * @param known of the values that are collected
   */
  DecayingWeightMerge(int most, double forgetBelow, DecayingExtremes known) {
    this.known = known;
    this.forgetBelow = forgetBelow;
    indices = new int[most];
    weights = new float[most];
  }

  void add(int index, double weight) {
    if (weight < forgetBelow) {
      forgotten += weight * known.in(index);
    } else {
      indices[size] = index;
      weights[size++] = (float) weight;
      total += weight;
      lows += weight * known.table().lowestValue(index);
      highs += weight * known.table().highestValue(index);
      smallest = Math.min(smallest, weight);
    }
  }

  /**
   * What was kept.
   *
   * @param sum of all that was collected
   * @param more what else is known of it
   */
  DecayingWeights result(
      double sum, DecayingExtremes more, long landmarkNanos, long landmarkMillis) {
    if (size == 0) {
      return DecayingWeights.EMPTY;
    }
    // What is forgotten is known to its bucket only; a large value's rest would drown small ones.
    double rest = Math.max(lows, Math.min(highs, sum - forgotten));
    return new DecayingWeights(
        BucketSet.of(indices, size),
        Arrays.copyOf(weights, size),
        rest,
        known.with(more, indices[0], indices[size - 1], rest / total),
        smallest,
        landmarkNanos,
        landmarkMillis);
  }
}
