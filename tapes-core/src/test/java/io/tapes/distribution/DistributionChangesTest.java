package io.tapes.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of what was recorded between two reads. */
class DistributionChangesTest {
  private static Distribution of(long... counts) {
    int[] indices = new int[counts.length];
    Arrays.setAll(indices, i -> 5 + i);
    return Distribution.of(indices, counts, 1, 5, 4 + counts.length);
  }

  /** Thousands of series are kept: what they have in common must not be there again and again. */
  @ParameterizedTest
  @ValueSource(longs = {1, 127, 128, 200, 254, 300, 65_534, 70_000, 1L << 31, 1L << 33, 1L << 61})
  void applied_countsThatFit_sharesTheBuckets(long count) {
    Distribution earlier = of(count, 1, count);
    Distribution now = of(count + 1, 1, count);
    Distribution after =
        DistributionChanges.applied(earlier, DistributionChanges.since(now, earlier));
    assertEquals(now, after);
    assertSame(earlier.buckets, after.buckets);
    Distribution last = of(count, 1, count + 1);
    assertSame(
        earlier.buckets,
        DistributionChanges.applied(earlier, DistributionChanges.since(last, earlier)).buckets);
  }

  @Test
  void applied_aCountThatStaysTheSame_isTaken() {
    Distribution earlier = of(3, 1);
    Distribution changes = Distribution.of(new int[] {5}, new long[] {3}, 9, 5, 6);
    Distribution after = DistributionChanges.applied(earlier, changes);
    assertEquals(9, after.sum());
    assertEquals(4, after.count());
    assertSame(earlier.buckets, after.buckets);
  }

  @ParameterizedTest
  @ValueSource(longs = {255, 65_535, (1L << 32) - 1})
  void applied_aCountThatOutgrowsItsBytes_isTheSumAllTheSame(long count) {
    Distribution earlier = of(count, 1);
    Distribution now = of(count + 1, 1);
    Distribution after =
        DistributionChanges.applied(earlier, DistributionChanges.since(now, earlier));
    assertEquals(now, after);
    assertNotSame(earlier.buckets, after.buckets);
  }

  // Values of one bucket each, which is 8,192 or 16,384 wide there.

  @Test
  void minus_aNewMinimumOrMaximum_isExact() {
    Distribution earlier = Distributions.of(2_000_000);
    Distribution now = Distributions.of(2_000_000, 1_000_001, 1_000_301, 3_000_001, 3_000_901);
    assertEquals(1_000_001, now.minus(earlier).min());
    assertEquals(3_000_901, now.minus(earlier).max());
  }

  @Test
  void minus_aMinimumOrMaximumThatWasThereBefore_isNotClaimedAgain() {
    Distribution one = Distributions.of(1_000_001);
    assertEquals(1_000_301, one.plus(Distributions.of(1_000_301)).minus(one).min());
    Distribution other = Distributions.of(3_000_901);
    assertEquals(3_000_001, other.plus(Distributions.of(3_000_001)).minus(other).max());
  }
}
