package io.tapes.benchmarks.accuracy;

/** What Prometheus' {@code histogram_quantile} makes of buckets. */
final class BucketMath {
  private BucketMath() {}

  /**
   * A quantile of classic buckets: linear inside the bucket, and the last finite bound for what
   * lies above all of them.
   *
   * @param upper the upper bounds; the last may be infinite
   * @param counts of each bucket, not cumulative
   */
  static double linear(double[] upper, long[] counts, double rank) {
    double target = rank * total(counts);
    double below = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && below + counts[i] >= target) {
        double lower = i == 0 ? 0 : upper[i - 1];
        return Double.isInfinite(upper[i])
            ? lower
            : lower + (upper[i] - lower) * (target - below) / counts[i];
      }
      below += counts[i];
    }
    return Double.NaN;
  }

  /**
   * A quantile of exponential buckets: bucket {@code i} holds values in (base^(i-1), base^i], and
   * the interpolation is exponential too.
   *
   * @param indices ascending
   */
  static double exponential(double base, int[] indices, long[] counts, double rank) {
    double target = rank * total(counts);
    double below = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && below + counts[i] >= target) {
        return Math.pow(base, indices[i] - 1 + (target - below) / counts[i]);
      }
      below += counts[i];
    }
    return Double.NaN;
  }

  private static long total(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }
}
