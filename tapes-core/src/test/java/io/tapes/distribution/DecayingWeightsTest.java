package io.tapes.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Forall;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The arithmetic of weights, against sums that are done the long way. */
class DecayingWeightsTest {
  private static final long MILLION = 1_000_000;

  /** Both in the bucket of a million, which is 8,192 wide. */
  private static final long A = MILLION + 100;

  private static final long B = MILLION + 300;

  private static DecayingWeights counted(long... values) {
    Distribution all = Distributions.of(values);
    return new DecayingWeights(all, all.sum(), 0, 0);
  }

  private static DecayingWeights with(DecayingWeights before, double unit, long... values) {
    Distribution added = Distributions.of(values);
    DecayingWeights after = before.with(added, (double) added.sum(), unit);
    assertNotNull(after);
    return after;
  }

  @Test
  void with_addsWeightsAndSum_eachValueAsMuchAsTheUnit() {
    DecayingWeights once = with(counted(10, 10, 300), 3, 10, 10);
    assertEquals(2 + 3 * 2, once.weight(0));
    assertEquals(1, once.weight(1));
    assertEquals(320 + 3 * 20, once.sum);
    DecayingWeights twice = with(once, 5, 300, 300);
    assertEquals(8, twice.weight(0));
    assertEquals(1 + 5 * 2, twice.weight(1));
    assertEquals(380 + 5 * 600, twice.sum);
    assertEquals(2, counted(10, 10, 300).weight(0));
  }

  @Test
  void with_aValueInNoneOfTheBuckets_isLeftToTheSlowWay() {
    Distribution added = Distributions.of(11);
    assertNull(counted(10, 300).with(added, 11, 1));
  }

  /** Decoded bounds may be wide. */
  @Test
  void with_ofOneBucketWithoutAKnownValue_hasTheMeanForOne() {
    int[] bucket = {Buckets.index(A)};
    Distribution vague = Distribution.of(bucket, new long[] {2}, 2 * A, 0, Long.MAX_VALUE);
    DecayingWeights same =
        new DecayingWeights(vague, vague.sum(), 0, 0).with(Distribution.empty(), 0, 1);
    assertNotNull(same);
    assertEquals(A, same.lowerBound());
    assertEquals(A, same.upperBound());
  }

  @Test
  void plus_bringsBothSumsToTheLaterLandmark() {
    Distribution old = Distributions.of(A, A, A);
    Distribution fresh = Distributions.of(B);
    DecayingWeights before = new DecayingWeights(old, old.sum(), 0, 1_000);
    DecayingWeights after = new DecayingWeights(fresh, fresh.sum(), 0, 101_000);
    double weight = Math.exp(-1.5);
    double mean = (weight * 3 * A + B) / (weight * 3 + 1);
    for (DecayingWeights both : new DecayingWeights[] {before.plus(after), after.plus(before)}) {
      assertEquals(101_000, both.landmarkMillis());
      assertEquals(weight * 3 + 1, both.weight(0), 1e-6);
      assertEquals(mean, both.summarise().mean(), 0.1);
      assertEquals(A, both.lowerBound());
      assertEquals(B, both.upperBound());
    }
  }

  @Test
  void areAllBelow_whenTheLargestIs() {
    DecayingWeights weights = with(counted(10, 10, 300), 1, 10);
    assertTrue(weights.isAllBelow(3.5));
    assertFalse(weights.isAllBelow(3));
    assertFalse(weights.isAllBelow(2));
    assertFalse(weights.isAllBelow(1));
    assertTrue(DecayingWeights.EMPTY.isAllBelow(1));
  }

  @Test
  void mayHaveBelow_whenTheSmallestIs() {
    assertTrue(counted(10, 10, 300).mayHaveBelow(1.5));
    assertFalse(counted(10, 10, 300).mayHaveBelow(1));
    assertFalse(DecayingWeights.EMPTY.mayHaveBelow(1));
  }

  @Test
  void all_countAsIfRecordedAtTheLandmarkOfAnother() {
    Distribution old = Distributions.of(A);
    DecayingDistribution like =
        new DecayingDistribution(new DecayingWeights(old, old.sum(), 0, 1_700_000_000_000L));
    DecayingDistribution all = like.with(Distributions.of(B));
    assertEquals((A + B) / 2.0, all.plus(like).summary().mean());
    assertEquals(A, all.plus(like).summary().min());
    assertEquals(B, all.plus(like).summary().max());
  }

  /** Whichever way it is computed: looked up, walked through, rebased or forgotten. */
  @Test
  void merge_isTheSumOfWhatIsNotForgotten() {
    Forall.check(
        any -> {
          Distribution before = Distributions.any(any);
          Distribution added = Distributions.any(any);
          Distribution now = before.plus(added);
          double seconds = any.doubles(0, 2_000);
          long nanos = (long) (1e9 * seconds);
          DecayingWeights base = new DecayingWeights(before, (double) before.sum(), 0, 0);
          DecayingWeights merged = new DecayingMerge(base, before, now, nanos, 0).weights();
          double old = Math.exp(-0.015 * (nanos / 1e9));
          // What is too old altogether is forgotten before anything is added to it.
          double left = base.isAllBelow(Decay.FORGET / old) ? 0 : old;
          Map<Integer, Double> expected = new TreeMap<>();
          for (int i = 0; i < now.bucketCount(); i++) {
            int index = now.bucketIndex(i);
            double weight =
                before.valuesIn(index) * left + (now.valuesIn(index) - before.valuesIn(index));
            if (weight > Decay.FORGET * 1.000_001) {
              expected.put(index, weight);
            }
          }
          if (expected.size() != merged.buckets()) {
            return; // one is on the verge
          }
          double total = expected.values().stream().mapToDouble(w -> w).sum();
          double found = 0;
          for (int i = 0; i < merged.buckets(); i++) {
            found += merged.weight(i);
          }
          int at = 0;
          for (Map.Entry<Integer, Double> one : expected.entrySet()) {
            assertEquals(one.getKey(), merged.index(at));
            assertEquals(one.getValue() / total, merged.weight(at) / found, 1e-5);
            at++;
          }
        });
  }

  @Test
  void merge_ofNothingWithNothing_isEmpty() {
    DecayingMerge merge =
        new DecayingMerge(DecayingWeights.EMPTY, Distribution.empty(), Distribution.empty(), 1, 1);
    assertSame(DecayingWeights.EMPTY, merge.weights());
  }
}
