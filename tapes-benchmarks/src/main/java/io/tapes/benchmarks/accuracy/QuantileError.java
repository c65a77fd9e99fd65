package io.tapes.benchmarks.accuracy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Measures the errors of quantiles. */
public final class QuantileError {
  private static final int COUNT = 1_000_000;
  private static final double[] RANKS = {0.5, 0.95, 0.99, 0.999};

  private QuantileError() {}

  static double[] ranks() {
    return RANKS.clone();
  }

  /**
   * Measures all peers on all streams of a million values; seconds per seed.
   *
   * @param seeds how many streams of each shape
   * @return a row for each peer, stream and rank
   */
  public static List<AccuracyRow> run(int seeds) {
    List<AccuracyRow> rows = new ArrayList<>();
    Map<String, Supplier<Estimator>> estimators = Estimators.all();
    for (Stream stream : Stream.values()) {
      long[][] values = new long[seeds][];
      long[][] sorted = new long[seeds][];
      for (int seed = 0; seed < seeds; seed++) {
        values[seed] = stream.values(COUNT, 1 + seed);
        sorted[seed] = values[seed].clone();
        Arrays.sort(sorted[seed]);
      }
      estimators.forEach(
          (peer, estimator) -> rows.addAll(measure(peer, estimator, stream, values, sorted)));
      System.err.println("accuracy: " + stream.label());
    }
    return rows;
  }

  private static List<AccuracyRow> measure(
      String peer, Supplier<Estimator> factory, Stream stream, long[][] values, long[][] sorted) {
    double[] sum = new double[RANKS.length];
    double[] worst = new double[RANKS.length];
    for (int seed = 0; seed < values.length; seed++) {
      Estimator estimator = factory.get();
      for (long value : values[seed]) {
        estimator.record(value);
      }
      double[] estimates = estimator.quantiles(RANKS);
      for (int i = 0; i < RANKS.length; i++) {
        double error = error(estimates[i], exact(sorted[seed], RANKS[i]));
        sum[i] += error;
        worst[i] = Math.max(worst[i], error);
      }
    }
    List<AccuracyRow> rows = new ArrayList<>();
    for (int i = 0; i < RANKS.length; i++) {
      rows.add(new AccuracyRow(peer, stream.label(), RANKS[i], sum[i] / values.length, worst[i]));
    }
    return rows;
  }

  /** The smallest value at or below which the share {@code rank} lies. */
  private static double exact(long[] sorted, double rank) {
    return sorted[(int) Math.ceil(rank * sorted.length) - 1];
  }

  private static double error(double estimate, double exact) {
    return 100 * Math.abs(estimate - exact) / exact;
  }
}
