package io.tapes.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Forall;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SumOfSquaresTest {
  /** As Atlas computes it. */
  private static double deviation(Distribution values) {
    double n = values.count();
    double sum = values.doubleSum();
    return Math.sqrt(n * values.sumOfSquares() - sum * sum) / n;
  }

  @Test
  void equalValues_haveNoDeviation() {
    for (long nanos : new long[] {42_000_000, 100_000_000, 1, 255, 123_456_789}) {
      for (int times : new int[] {1, 3, 1_000}) {
        Distribution all = Distributions.of(Collections.nCopies(times, nanos).stream().toList());
        assertEquals(0, deviation(all), nanos * 1e-7);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void squares_areNearTheValues_andNeverBelowThatOfTheSum(BucketTable table) {
    Forall.check(
        any -> {
          Numbers numbers = Numbers.any(table, any);
          Distribution all = numbers.distribution();
          double exact = numbers.values().stream().mapToDouble(v -> v * v).sum();
          assertTrue(exact == 0 || deviation(all) >= 0, () -> "NaN of " + numbers);
          assertEquals(exact, all.sumOfSquares(), exact / 60 + 1e-300);
        });
  }

  @Test
  void aSumThatWrappedAround_movesNothing() {
    Distribution all = Distributions.of(List.of(Long.MAX_VALUE, Long.MAX_VALUE, 2L));
    assertEquals(2 * 0x1p126, all.sumOfSquares(), 0x1p120);
  }
}
