package io.tapes.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A distribution from decoded parts: whatever contradicts itself is refused. */
class DistributionOfTest {
  private static void assertRefused(
      String words, int[] indices, long[] counts, long sum, long min, long max) {
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> Distribution.of(indices, counts, sum, min, max));
    assertTrue(thrown.getMessage().contains(words), thrown.getMessage());
  }

  private static int[] at(int... indices) {
    return indices;
  }

  private static long[] n(long... counts) {
    return counts;
  }

  @Test
  void differentLengths_areRefused() {
    assertRefused("2 bucket indices for 1 counts", at(1, 2), n(1), 3, 1, 2);
  }

  @Test
  void indicesOutOfRange_areRefused() {
    assertRefused("bucket index " + ~Buckets.COUNT, at(~Buckets.COUNT), n(1), 0, 0, 0);
    assertRefused("bucket index " + Buckets.COUNT, at(Buckets.COUNT), n(1), 0, 0, Long.MAX_VALUE);
  }

  @Test
  void indicesOutOfOrder_areRefused() {
    assertRefused("order", at(2, 1), n(1, 1), 3, 1, 2);
    assertRefused("order", at(2, 2), n(1, 1), 4, 2, 2);
  }

  @Test
  void countsThatAreNone_areRefused() {
    assertRefused("bucket count 0", at(1), n(0), 0, 1, 1);
    assertRefused("bucket count -5", at(1), n(-5), 0, 1, 1);
    assertRefused("overflows", at(1, 2), n(Long.MAX_VALUE, 1), 0, 1, 2);
  }

  @Test
  void extremesOutsideTheBuckets_areRefused() {
    assertRefused("minimum 0", at(-1), n(1), 0, 0, 0);
    assertRefused("minimum 6", at(5), n(1), 5, 6, 7);
    assertRefused("maximum 4", at(5), n(1), 5, 3, 4);
    assertRefused("minimum 301", at(Buckets.index(300)), n(1), 300, 301, 300);
  }

  @Test
  void figuresOfNothing_areRefused() {
    assertRefused("no bucket", at(), n(), 5, 0, 0);
    assertRefused("no bucket", at(), n(), 0, 1, 0);
    assertRefused("no bucket", at(), n(), 0, 0, 1);
  }

  @Test
  void nothing_isTheEmptyDistribution() {
    assertSame(Distribution.empty(), Distribution.of(at(), n(), 0, 0, 0));
    assertSame(DistributionStatistics.EMPTY, Distribution.empty().summary());
  }

  @Test
  void boundsWiderThanTheBuckets_areTaken() {
    Distribution bounded = Distribution.of(at(5), n(2), 10, 0, 900);
    assertEquals(0, bounded.min());
    assertEquals(900, bounded.max());
  }

  @Test
  void laterChangesOfTheArrays_changeNothing() {
    int[] indices = {5};
    long[] counts = {2};
    Distribution made = Distribution.of(indices, counts, 10, 5, 5);
    indices[0] = 6;
    counts[0] = 3;
    assertEquals(Distributions.of(5, 5), made);
  }
}
