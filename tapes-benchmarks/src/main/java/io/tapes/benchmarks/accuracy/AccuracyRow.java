package io.tapes.benchmarks.accuracy;

/**
 * One measurement: the relative errors over all seeds.
 *
 * @param peer the library and variant
 * @param stream the shape of the data
 * @param rank of the quantile, such as 0.99
 * @param mean error in percent of the exact value
 * @param worst error in percent of the exact value
 */
public record AccuracyRow(String peer, String stream, double rank, double mean, double worst) {
  /**
   * The rank as a percentile.
   *
   * @return such as {@code p99.9}
   */
  public String percentile() {
    return "p" + String.valueOf(100 * rank).replaceFirst("\\.0$", "");
  }
}
