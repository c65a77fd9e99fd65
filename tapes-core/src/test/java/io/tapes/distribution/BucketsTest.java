package io.tapes.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Forall;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** The bucket table against the library whose layout it shares. */
class BucketsTest {
  private static final Histogram REFERENCE = new Histogram(Long.MAX_VALUE, 2);

  @Test
  void lowestAndHighest_ofAnyLong_areHdrHistograms() {
    Forall.check(
        20_000,
        any -> {
          long value = any.longs(0, Long.MAX_VALUE);
          int shift = any.ints(0, 62);
          assertSameBucket(value >>> shift);
        });
  }

  @Test
  void lowestAndHighest_besideEveryPowerOfTwo_areHdrHistograms() {
    for (int bit = 0; bit < 63; bit++) {
      long power = 1L << bit;
      for (long value : new long[] {power - 1, power, power + 1, power + power / 128}) {
        assertSameBucket(value);
      }
    }
    assertSameBucket(0);
    assertSameBucket(Long.MAX_VALUE);
  }

  private static void assertSameBucket(long value) {
    int index = Buckets.index(value);
    assertEquals(REFERENCE.lowestEquivalentValue(value), Buckets.lowest(index));
    assertEquals(REFERENCE.highestEquivalentValue(value), Buckets.highest(index));
  }

  @Test
  void index_isThePositionInHdrHistogramsCounts() {
    Histogram counts = new Histogram(Long.MAX_VALUE, 2);
    int index = 0;
    for (var bucket : counts.allValues()) {
      assertEquals(index, Buckets.index(bucket.getValueIteratedTo()));
      index++;
    }
    assertEquals(Buckets.COUNT, index);
  }

  @Test
  void buckets_coverAllLongs_withoutGapOrOverlap() {
    long expected = 0;
    for (int index = 0; index < Buckets.COUNT; index++) {
      assertEquals(expected, Buckets.lowest(index));
      assertEquals(index, Buckets.index(Buckets.lowest(index)));
      assertEquals(index, Buckets.index(Buckets.highest(index)));
      expected = Buckets.highest(index) + 1;
    }
    assertEquals(Long.MIN_VALUE, expected); // one more than the largest long
  }

  @Test
  void width_isAtMostA128thOfTheSmallestValue() {
    for (int index = 0; index < Buckets.COUNT; index++) {
      long lowest = Buckets.lowest(index);
      long width = Buckets.highest(index) - lowest + 1;
      assertTrue(width == 1 || width <= lowest / 128, "bucket " + index);
    }
  }

  @Test
  void middle_isTheMeanOfTheHighestAndTheLowest() {
    for (int index = 0; index < Buckets.COUNT; index++) {
      double mean = Buckets.lowest(index) / 2.0 + Buckets.highest(index) / 2.0;
      assertEquals(mean, Buckets.middle(index), mean * 1e-15);
    }
  }
}
