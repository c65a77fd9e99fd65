package io.tapes.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class DecayingWeightMergeTest {
  private static final int LOW = Buckets.index(1_000_000);
  private static final int HIGH = Buckets.index(2_000_000);
  private static final DecayingExtremes KNOWN =
      DecayingExtremes.of(Distributions.of(1_000_100, 2_000_100));

  private static DecayingWeights result(DecayingWeightMerge merge, double sum) {
    return merge.result(sum, DecayingExtremes.NONE, 7, 8);
  }

  @Test
  void result_withoutAWeightAtTheLimit_isEmpty() {
    DecayingWeightMerge merge = new DecayingWeightMerge(2, 0.5, KNOWN);
    merge.add(LOW, 0.499);
    assertSame(DecayingWeights.EMPTY, result(merge, 5e5));
  }

  @Test
  void add_aWeightOfTheLimit_isKept() {
    DecayingWeightMerge merge = new DecayingWeightMerge(2, 0.5, KNOWN);
    merge.add(LOW, 0.5);
    assertEquals(1, result(merge, 5e5).buckets());
  }

  @Test
  void result_takesForgottenValuesOutOfTheSum() {
    DecayingWeightMerge merge = new DecayingWeightMerge(2, 0.5, KNOWN);
    merge.add(LOW, 3);
    merge.add(HIGH, 0.25);
    DecayingWeights kept = result(merge, 3 * 1_000_700.0 + 0.25 * 2_000_100);
    assertEquals(3 * 1_000_700.0, kept.sum);
    assertEquals(7, kept.landmarkNanos);
    assertEquals(8, kept.landmarkMillis());
  }

  @Test
  void result_keepsTheSumWithinWhatTheBucketsAllow() {
    for (double sum : new double[] {-1, 1e300}) {
      DecayingWeightMerge merge = new DecayingWeightMerge(2, 0.5, KNOWN);
      merge.add(LOW, 3);
      merge.add(HIGH, 5);
      double lowest = 3.0 * Buckets.lowest(LOW) + 5.0 * Buckets.lowest(HIGH);
      double highest = 3.0 * Buckets.highest(LOW) + 5.0 * Buckets.highest(HIGH);
      assertEquals(sum < 0 ? lowest : highest, result(merge, sum).sum);
    }
  }

  /** Their neighbours are forgotten, with the values that were known. */
  @Test
  void result_ofOneBucketWithoutAKnownValue_hasTheMeanForOne() {
    int middle = Buckets.index(1_500_000);
    DecayingWeightMerge merge = new DecayingWeightMerge(3, 0.5, KNOWN);
    merge.add(LOW, 0.25);
    merge.add(middle, 4);
    merge.add(HIGH, 0.25);
    double sum = 0.25 * 1_000_100 + 4 * 1_500_200.0 + 0.25 * 2_000_100;
    assertEquals(1_500_200, result(merge, sum).lowerBound());
    assertEquals(1_500_200, result(merge, sum).upperBound());
  }
}
