package io.tapes.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

/** Which bucket a quantile lies in, to the value. */
class WeightedBucketsTest {
  private static Distribution ofTens(long... counts) {
    int[] indices = new int[counts.length];
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      indices[i] = Buckets.index(10L * (i + 1));
      sum += 10L * (i + 1) * counts[i];
    }
    return Distribution.of(indices, counts, sum, 10, 10L * counts.length);
  }

  private static DecayingWeights weights(float... weights) {
    int[] indices = new int[weights.length];
    for (int i = 0; i < weights.length; i++) {
      indices[i] = Buckets.index(10L * (i + 1));
    }
    DecayingExtremes known = DecayingExtremes.of(Distributions.of(10, 10L * weights.length));
    return new DecayingWeights(
        BucketSet.of(indices, indices.length), weights, 0, known, weights[0], 0, 0);
  }

  @Test
  void quantiles_ofManyValues_areExactToTheLastOne() {
    long half = 500_000_000;
    assertEquals(20, ofTens(half - 400, half + 401).summary().q50());
    assertEquals(10, ofTens(half + 1, half - 2).summary().q50());
    assertEquals(20, ofTens(950_000_006, 50_000_001).summary().q95());
    assertEquals(10, ofTens(950_000_007, 50_000_000).summary().q95());
    assertEquals(20, ofTens(999, 2).summary().q999());
    assertEquals(10, ofTens(999, 1).summary().q999());
    assertEquals(20, ofTens(half - 400, half + 401).quantile(0.5));
  }

  @Test
  void quantiles_ofWeights_areWhereTheSharesEnd() {
    DecayingWeights three = weights(1, 2, 3);
    assertEquals(20, three.summarise().q50());
    assertEquals(30, three.summarise().q75());
    assertEquals(10, weights(5, 1, 1).summarise().q50());
    assertEquals(10, weights(0.5f, 0.25f, 0.25f).summarise().q50());
    assertEquals(30, weights(0.5f, 0.25f, 40).summarise().q50());
    assertEquals(20, weights(0.4f, 40, 0.4f).summarise().q98());
  }

  /** Sums of rounded weights may be a little less than the share that they are. */
  @Test
  void quantile_ofWeightsThatReachTheRank_isNotBeyondThem() {
    assertEquals(10, weights(1, 1).quantileAt(0.5));
    assertEquals(20, weights(0.1f, 0.2f, 0.3f).quantileAt(0.5));
    assertEquals(10, weights(0.7f, 0.3f).quantileAt(0.7));
    assertEquals(20, weights(1, 1).quantileAt(0.500_01));
  }

  @Test
  void mean_isThatOfTheValues_notOfTheirBuckets() {
    DistributionStatistics summary = Distributions.of(1_000_001, 1_000_101).summary();
    assertEquals(1_000_051, summary.mean());
  }

  @Test
  void hashes_ofUnlikeDistributions_differ() {
    Distribution one = Distribution.of(new int[] {1}, new long[] {1}, 0, 1, 1);
    assertNotEquals(
        one.hashCode(), Distribution.of(new int[] {2}, new long[] {1}, 0, 2, 2).hashCode());
    assertNotEquals(
        one.hashCode(), Distribution.of(new int[] {1}, new long[] {2}, 0, 1, 1).hashCode());
    assertNotEquals(
        one.hashCode(), Distribution.of(new int[] {1}, new long[] {1}, 1, 1, 1).hashCode());
    assertNotEquals(one, Distribution.of(new int[] {1}, new long[] {1}, 1, 1, 1));
    assertNotEquals(one, Distribution.of(new int[] {1}, new long[] {2}, 0, 1, 1));
    assertNotEquals(one, Distribution.of(new int[] {1}, new long[] {1}, 0, 0, 1));
    assertNotEquals(one, Distribution.of(new int[] {1}, new long[] {1}, 0, 1, 2));
    assertEquals("Distribution[count=1, sum=0, min=1, max=1]", one.toString());
  }
}
