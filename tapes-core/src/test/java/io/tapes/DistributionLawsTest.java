package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import io.tapes.distribution.DistributionChanges;
import io.tapes.distribution.DistributionStatistics;
import io.tapes.distribution.Distributions;
import io.tapes.testing.Forall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for all distributions, whatever was recorded. */
class DistributionLawsTest {
  @Test
  void countSumMinMax_areExact() {
    Forall.check(
        any -> {
          List<Long> values = Distributions.values(any);
          Distribution all = Distributions.of(values);
          assertEquals(values.size(), all.count());
          assertEquals(values.stream().mapToLong(Long::longValue).sum(), all.sum());
          assertEquals(values.isEmpty() ? 0L : (long) Collections.min(values), all.min());
          assertEquals(values.isEmpty() ? 0L : (long) Collections.max(values), all.max());
        });
  }

  @Test
  void plus_isRecordingAllInOne() {
    Forall.check(
        any -> {
          List<Long> a = Distributions.values(any);
          List<Long> b = Distributions.values(any);
          List<Long> both = new ArrayList<>(a);
          both.addAll(b);
          assertEquals(Distributions.of(both), Distributions.of(a).plus(Distributions.of(b)));
        });
  }

  @Test
  void merge_isRecordingAllInOne() {
    Forall.check(
        any -> {
          List<Long> a = Distributions.values(any);
          List<Long> b = Distributions.values(any);
          DistributionRecorder recorder = new TestRecorder();
          a.forEach(recorder::add);
          recorder.addAll(Distributions.of(b));
          List<Long> both = new ArrayList<>(a);
          both.addAll(b);
          assertEquals(Distributions.of(both), recorder.total(Distribution.empty()));
        });
  }

  @Test
  void plus_isCommutativeAndAssociative() {
    Forall.check(
        any -> {
          Distribution a = Distributions.any(any);
          Distribution b = Distributions.any(any);
          Distribution c = Distributions.any(any);
          assertEquals(a.plus(b), b.plus(a));
          assertEquals(a.plus(b).hashCode(), b.plus(a).hashCode());
          assertEquals(a.plus(b).plus(c), a.plus(b.plus(c)));
          assertEquals(a, a.plus(Distribution.empty()));
          assertEquals(a, Distribution.empty().plus(a));
        });
  }

  @Test
  void minus_undoesPlus() {
    Forall.check(
        any -> {
          Distribution a = Distributions.any(any);
          Distribution b = Distributions.any(any);
          Distribution back = a.plus(b).minus(b);
          assertEquals(a.count(), back.count());
          assertEquals(a.sum(), back.sum());
          assertEquals(a.bucketCount(), back.bucketCount());
          for (int i = 0; i < a.bucketCount(); i++) {
            assertEquals(a.bucketIndex(i), back.bucketIndex(i));
            assertEquals(a.bucketValues(i), back.bucketValues(i));
          }
          assertEquals(Buckets.index(a.min()), Buckets.index(back.min()));
          assertEquals(Buckets.index(a.max()), Buckets.index(back.max()));
          // Never outside of what was recorded in all, though they may be means of their buckets.
          Distribution all = a.plus(b);
          assertTrue(a.count() == 0 || (back.min() >= all.min() && back.max() <= all.max()));
        });
  }

  @Test
  void minus_ofItself_isEmpty() {
    Forall.check(
        any -> {
          Distribution a = Distributions.any(any);
          assertSame(Distribution.empty(), a.minus(a));
          assertEquals(a, a.minus(Distribution.empty()));
        });
  }

  @Test
  void minus_ofAStateThatHoldsMore_isARestart() {
    Forall.check(
        any -> {
          Distribution now = Distributions.any(any);
          List<Long> more = Distributions.values(any);
          Distribution earlier = now.plus(Distributions.of(more)).plus(Distributions.of(77));
          assertEquals(now, now.minus(earlier));
        });
  }

  @Test
  void applied_undoesSince() {
    Forall.check(
        any -> {
          Distribution earlier = Distributions.any(any);
          Distribution more = Distributions.any(any);
          Distribution now = earlier.plus(more);
          Distribution changes = DistributionChanges.since(now, earlier);
          assertEquals(now, DistributionChanges.applied(earlier, changes));
          assertEquals(now, earlier.plus(DistributionChanges.added(earlier, changes)));
          assertTrue(changes.bucketCount() <= more.bucketCount() || earlier.count() == 0);
          for (int i = 0; i < changes.bucketCount(); i++) {
            int index = changes.bucketIndex(i);
            assertEquals(now.valuesIn(index), changes.bucketValues(i));
            assertEquals(more.valuesIn(index), now.valuesIn(index) - earlier.valuesIn(index));
          }
        });
  }

  @Test
  void appliedAgain_whenCountsGrowOutOfTheirBytes() {
    Forall.check(
        any -> {
          Distribution all = Distributions.any(any);
          Distribution state = all;
          for (int i = 0; i < 20; i++) {
            Distribution now = state.plus(state);
            assertEquals(
                now, DistributionChanges.applied(state, DistributionChanges.since(now, state)));
            state = now;
          }
        });
  }

  @Test
  void since_aStateThatHoldsMore_areAllThereIs() {
    Forall.check(
        any -> {
          Distribution now = Distributions.any(any);
          List<Long> more = Distributions.values(any);
          Distribution earlier = now.plus(Distributions.of(more)).plus(Distributions.of(77));
          assertSame(now, DistributionChanges.since(now, earlier));
          assertEquals(0, DistributionChanges.since(now, now).count());
          assertSame(now, DistributionChanges.applied(now, DistributionChanges.since(now, now)));
        });
  }

  @Test
  void added_whatHoldsLess_isRefused() {
    Forall.check(
        any -> {
          Distribution all = Distributions.any(any);
          Distribution more = all.plus(Distributions.of(77)).plus(Distributions.of(77));
          Distribution less = Distributions.of(77);
          assertThrows(IllegalArgumentException.class, () -> DistributionChanges.added(more, less));
        });
  }

  @Test
  void quantiles_riseWithTheirRank_betweenMinAndMax() {
    Forall.check(
        any -> {
          Distribution a = Distributions.any(any);
          double rank = any.doubles(0, 1);
          double other = any.doubles(0, 1);
          double low = a.quantile(Math.min(rank, other));
          double high = a.quantile(Math.max(rank, other));
          assertTrue(a.min() <= low && low <= high && high <= a.max());
        });
  }

  @Test
  void quantile_liesInTheBucketOfTheExactOne() {
    Forall.check(
        any -> {
          List<Long> values = Distributions.values(any);
          double rank = any.doubles(0, 1);
          if (values.isEmpty()) {
            assertEquals(0, Distribution.empty().quantile(rank));
            return;
          }
          List<Long> sorted = new ArrayList<>(values);
          Collections.sort(sorted);
          long exact = sorted.get(Math.max(0, (int) Math.ceil(rank * sorted.size()) - 1));
          double found = Distributions.of(values).quantile(rank);
          assertTrue(Buckets.lowest(Buckets.index(exact)) <= found, () -> exact + " " + found);
          assertTrue(found <= Buckets.highest(Buckets.index(exact)), () -> exact + " " + found);
        });
  }

  @Test
  void summary_isOfTheValues() {
    Forall.check(
        any -> {
          List<Long> values = Distributions.values(any);
          DistributionStatistics summary = Distributions.of(values).summary();
          double mean = values.stream().mapToDouble(v -> (double) v).average().orElse(0);
          double variance =
              values.stream().mapToDouble(v -> Math.pow(v - mean, 2)).average().orElse(0);
          double largest = values.isEmpty() ? 0 : Collections.max(values);
          assertEquals(largest, summary.max());
          assertEquals(mean, summary.mean(), mean / 128);
          assertEquals(Math.sqrt(variance), summary.stddev(), largest / 128);
          assertEquals(Distributions.of(values).quantile(0.99), summary.q99());
          assertEquals(Distributions.of(values).quantile(0.5), summary.q50());
        });
  }

  @Test
  void cumulative_countsTheValuesUpToABucket() {
    Forall.check(
        any -> {
          List<Long> values = Distributions.values(any);
          List<Long> bounds = Distributions.values(any);
          int[] indices = bounds.stream().mapToInt(Buckets::index).sorted().toArray();
          long[] sums = Distributions.of(values).cumulative(indices);
          for (int i = 0; i < indices.length; i++) {
            long highest = Buckets.highest(indices[i]);
            assertEquals(values.stream().filter(value -> value <= highest).count(), sums[i]);
          }
        });
  }

  @Test
  void parts_makeTheDistributionAgain() {
    Forall.check(
        any -> {
          Distribution a = Distributions.any(any);
          int[] indices = new int[a.bucketCount()];
          long[] counts = new long[a.bucketCount()];
          for (int i = 0; i < indices.length; i++) {
            indices[i] = a.bucketIndex(i);
            counts[i] = a.bucketValues(i);
          }
          assertEquals(a, Distribution.of(indices, counts, a.sum(), a.min(), a.max()));
        });
  }

  @Test
  void quantile_ofAnImpossibleRank_isRefused() {
    for (double rank : new double[] {-0.1, 1.1, Double.NaN, 99}) {
      var thrown =
          assertThrows(IllegalArgumentException.class, () -> Distribution.empty().quantile(rank));
      assertTrue(thrown.getMessage().contains("quantile " + rank), thrown.getMessage());
    }
  }

  @Test
  void aSumBeyondTheLongs_doesNotSpoilTheMean() {
    Distribution huge = Distributions.of(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE / 2);
    double mean = Long.MAX_VALUE / 1.2;
    assertEquals(mean, huge.summary().mean(), mean / 128);
  }

  @Test
  void aMergeThatDoesNotChangeTheSum_isRead() {
    TestRecorder recorder = new TestRecorder();
    int[] five = {Buckets.index(5)};
    recorder.addAll(Distribution.of(five, new long[] {1}, 10, 5, 5));
    Distribution one = recorder.total(Distribution.empty());
    // As between processes: the sum was ahead, now its count follows.
    recorder.addAll(Distribution.of(five, new long[] {1}, 0, 5, 5));
    Distribution two = recorder.total(one);
    assertEquals(2, two.count());
    assertEquals(10, two.sum());
  }
}
