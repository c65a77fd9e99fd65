package io.tapes.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Forall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of distributions of either table, with negative values. */
class SignedLawsTest {
  private static Numbers both(Numbers a, Numbers b) {
    List<Double> all = new ArrayList<>(a.values());
    all.addAll(b.values());
    return new Numbers(a.table(), all);
  }

  /** Equal but for what a sum of two pairs of doubles may lack. */
  private static void assertSame(Numbers expected, Distribution actual) {
    Distribution wanted = expected.distribution();
    assertEquals(wanted.count(), actual.count());
    assertEquals(wanted.buckets, wanted.count() == 0 ? wanted.buckets : actual.buckets);
    for (int i = 0; i < wanted.bucketCount(); i++) {
      assertEquals(wanted.bucketValues(i), actual.bucketValues(i));
    }
    assertEquals(
        expected.sum(),
        actual.doubleSum(),
        1e-30 * expected.magnitude() + Math.ulp(expected.sum()));
    assertEquals(wanted.minKey(), actual.minKey());
    assertEquals(wanted.maxKey(), actual.maxKey());
  }

  @ParameterizedTest
  @EnumSource
  void plus_isTheDistributionOfAll_inEitherOrder(BucketTable table) {
    Forall.check(
        any -> {
          Numbers a = Numbers.any(table, any);
          Numbers b = Numbers.any(table, any);
          assertSame(both(a, b), a.distribution().plus(b.distribution()));
          assertEquals(
              a.distribution().plus(b.distribution()), b.distribution().plus(a.distribution()));
        });
  }

  @ParameterizedTest
  @EnumSource
  void minus_leavesWhatWasAdded_andNoExtremeBeyondIt(BucketTable table) {
    Forall.check(
        any -> {
          Numbers before = Numbers.any(table, any);
          Numbers added = Numbers.any(table, any);
          Distribution now = before.distribution().plus(added.distribution());
          Distribution found = now.minus(before.distribution());
          Distribution wanted = added.distribution();
          assertEquals(wanted.count(), found.count());
          for (int i = 0; i < wanted.bucketCount(); i++) {
            assertEquals(wanted.bucketIndex(i), found.bucketIndex(i));
            assertEquals(wanted.bucketValues(i), found.bucketValues(i));
          }
          double magnitude = before.magnitude() + added.magnitude();
          assertEquals(added.sum(), found.doubleSum(), 1e-30 * magnitude + Math.ulp(added.sum()));
          if (wanted.count() > 0) {
            double rounding = 1e-15 * magnitude;
            assertTrue(found.doubleMin() >= added.min() - rounding, found + " of " + added);
            assertTrue(found.doubleMax() <= added.max() + rounding, found + " of " + added);
            assertEquals(table.index(wanted.minKey()), table.index(found.minKey()));
            assertEquals(table.index(wanted.maxKey()), table.index(found.maxKey()));
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void changes_makeTheLaterState(BucketTable table) {
    Forall.check(
        any -> {
          Distribution before = Numbers.any(table, any).distribution();
          Distribution now = before.plus(Numbers.any(table, any).distribution());
          Distribution changes = DistributionChanges.since(now, before);
          assertEquals(now, DistributionChanges.applied(before, changes));
          if (changes.count() > 0) {
            Distribution again = before.plus(DistributionChanges.added(before, changes));
            assertEquals(now.count(), again.count());
            assertEquals(now.minKey(), again.minKey());
            assertEquals(now.maxKey(), again.maxKey());
            assertEquals(now.doubleSum(), again.doubleSum(), Math.ulp(now.doubleSum()));
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void quantiles_areWithinOnePercent(BucketTable table) {
    Forall.check(
        any -> {
          Numbers numbers = Numbers.any(table, any);
          List<Double> sorted = numbers.values().stream().map(v -> v + 0.0).sorted().toList();
          for (double rank : new double[] {0.001, 0.25, 0.5, 0.75, 0.99, 1}) {
            if (!sorted.isEmpty()) {
              double exact = sorted.get((int) Math.ceil(rank * sorted.size()) - 1);
              double allowed = Math.abs(exact) / 100 + 0x1p-1029;
              assertEquals(exact, numbers.distribution().quantile(rank), allowed);
            }
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void summary_isOfTheValues(BucketTable table) {
    Forall.check(
        any -> {
          Numbers numbers = Numbers.any(table, any);
          DistributionStatistics found = numbers.distribution().summary();
          int n = Math.max(1, numbers.values().size());
          double mean = numbers.sum() / n;
          double largest = Math.max(Math.abs(numbers.min()), Math.abs(numbers.max()));
          double unit = largest == 0 ? 1 : largest;
          double squares = 0;
          for (double value : numbers.values()) {
            squares += (value / unit - mean / unit) * (value / unit - mean / unit);
          }
          assertEquals(numbers.min() + 0.0, found.min());
          assertEquals(numbers.max() + 0.0, found.max());
          assertEquals(mean, found.mean(), largest * 1e-15 + Double.MIN_NORMAL);
          assertEquals(
              Math.sqrt(squares / n) * unit, found.stddev(), largest / 64 + Double.MIN_NORMAL);
        });
  }

  @Test
  void figuresOfTheLargestAndSmallestDoubles_areFinite() {
    for (double size : new double[] {Double.MAX_VALUE, 1e200, 1e-200, Double.MIN_VALUE}) {
      Numbers numbers = new Numbers(BucketTable.DOUBLES, List.of(size, -size, size, size));
      DistributionStatistics found = numbers.distribution().summary();
      assertEquals(size, found.max());
      assertEquals(-size, found.min());
      assertTrue(Math.abs(found.mean()) <= size, found.toString());
      if (size >= Double.MIN_NORMAL) {
        assertEquals(size * Math.sqrt(0.75), found.stddev(), size / 64);
      }
    }
  }

  @Test
  void longsAndDoubles_areNotMixed() {
    Distribution longs = new Numbers(BucketTable.LONGS, List.of(1.0)).distribution();
    Distribution doubles = new Numbers(BucketTable.DOUBLES, List.of(1.0)).distribution();
    assertThrows(IllegalArgumentException.class, () -> longs.plus(doubles));
    assertThrows(IllegalArgumentException.class, () -> doubles.minus(longs));
    assertThrows(IllegalStateException.class, doubles::sum);
    assertEquals(doubles, Distribution.empty().plus(doubles));
  }
}
