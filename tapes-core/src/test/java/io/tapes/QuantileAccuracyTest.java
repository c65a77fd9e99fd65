package io.tapes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.Distribution;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Quantiles against the exact ones of sorted values, on streams of several shapes. */
class QuantileAccuracyTest {
  private static final double[] RANKS = {0.5, 0.75, 0.95, 0.98, 0.99, 0.999};

  /** Shapes of streams, in nanoseconds where that matters. */
  enum Stream {
    LOGNORMAL {
      @Override
      IntToDoubleFunction values(Random random) {
        return i -> Math.exp(Math.log(3e6) + random.nextGaussian());
      }
    },
    BIMODAL {
      @Override
      IntToDoubleFunction values(Random random) {
        return i ->
            random.nextInt(10) < 7
                ? 2e4 * (1 + 0.1 * random.nextGaussian())
                : 5e7 * (1 + 0.1 * random.nextGaussian());
      }
    },
    CONSTANT {
      @Override
      IntToDoubleFunction values(Random random) {
        return i -> 123_456_789;
      }
    },
    HEAVY_TAILED {
      @Override
      IntToDoubleFunction values(Random random) {
        return i -> 1e3 * Math.pow(1 - random.nextDouble(), -1 / 0.9);
      }
    },
    DRIFTING {
      @Override
      IntToDoubleFunction values(Random random) {
        return i -> 1e5 * Math.exp(i / 5e4) * (0.5 + random.nextDouble());
      }
    },
    SMALL {
      @Override
      IntToDoubleFunction values(Random random) {
        return i -> random.nextInt(400);
      }
    };

    abstract IntToDoubleFunction values(Random random);
  }

  private static double worstErrorPercent(Stream stream, long seed, int size) {
    IntToDoubleFunction next = stream.values(new Random(seed));
    DistributionRecorder recorder = new TestRecorder();
    long[] sorted = new long[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = (long) Math.max(0, next.applyAsDouble(i));
      recorder.add(sorted[i]);
    }
    Arrays.sort(sorted);
    Distribution recorded = recorder.total(Distribution.empty());
    double worst = 0;
    for (double rank : RANKS) {
      long exact = sorted[(int) Math.ceil(rank * size) - 1];
      double error = Math.abs(recorded.quantile(rank) - exact) / Math.max(1, exact);
      worst = Math.max(worst, 100 * error);
    }
    return worst;
  }

  @ParameterizedTest
  @EnumSource
  void onAnyStream_quantilesAreWithinOnePercent(Stream stream) {
    for (int size : new int[] {1, 2, 10, 1_000, 100_000}) {
      double worst = worstErrorPercent(stream, size, size);
      assertTrue(worst <= 1, () -> size + " values: " + worst + " %");
    }
  }

  @Test
  void onAMillionLognormalValues_quantilesAreWithinThreeTenthsOfAPercent() {
    for (long seed = 1; seed <= 4; seed++) {
      double worst = worstErrorPercent(Stream.LOGNORMAL, seed, 1_000_000);
      assertTrue(worst <= 0.3, () -> worst + " %");
    }
  }
}
