package io.tapes.benchmarks.accuracy;

import java.util.Random;

/** The shapes of data, in nanoseconds. */
enum Stream {
  /** Service latencies: median 10 ms, sigma 1. */
  LOGNORMAL {
    @Override
    double next(Random random, double progress) {
      return 1e7 * Math.exp(random.nextGaussian());
    }
  },
  /** A cache: four of five hits around 0.1 ms, the others around 50 ms. */
  BIMODAL {
    @Override
    double next(Random random, double progress) {
      double middle = random.nextInt(5) < 4 ? 1e5 : 5e7;
      return middle * Math.exp(0.1 * random.nextGaussian());
    }
  },
  /** Always the same 12.345 ms. */
  CONSTANT {
    @Override
    double next(Random random, double progress) {
      return 12_345_678;
    }
  },
  /** Slower and slower: the median goes from 1 to 100 ms. */
  DRIFTING {
    @Override
    double next(Random random, double progress) {
      return 1e6 * Math.pow(100, progress) * Math.exp(0.3 * random.nextGaussian());
    }
  },
  /** Pareto from 1 ms with index 1.2: no variance, hardly a mean. */
  HEAVY_TAILED {
    @Override
    double next(Random random, double progress) {
      return 1e6 * Math.pow(1 - random.nextDouble(), -1 / 1.2);
    }
  };

  abstract double next(Random random, double progress);

  /** A stream of whole nanoseconds, at most an hour each. */
  long[] values(int count, long seed) {
    Random random = new Random(seed);
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = Math.round(Math.min(3.6e12, next(random, (double) i / count)));
    }
    return values;
  }

  String label() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
