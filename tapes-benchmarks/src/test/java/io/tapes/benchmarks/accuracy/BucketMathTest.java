package io.tapes.benchmarks.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BucketMathTest {
  private static final double[] UPPER = {1, 2, Double.POSITIVE_INFINITY};

  @Test
  void linear_interpolatesInsideTheBucket() {
    assertEquals(1.5, BucketMath.linear(UPPER, new long[] {0, 4, 0}, 0.5));
    assertEquals(0.5, BucketMath.linear(UPPER, new long[] {2, 2, 0}, 0.25));
  }

  @Test
  void linear_aboveAllBounds_isTheLastOne() {
    assertEquals(2, BucketMath.linear(UPPER, new long[] {1, 0, 9}, 0.9));
  }

  @Test
  void exponential_interpolatesTheExponent() {
    // Bucket 3 of base 2 holds (4, 8]; half of it is 4 × √2.
    assertEquals(
        4 * Math.sqrt(2), BucketMath.exponential(2, new int[] {3}, new long[] {10}, 0.5), 1e-12);
    assertEquals(8, BucketMath.exponential(2, new int[] {3}, new long[] {10}, 1), 1e-12);
  }
}
