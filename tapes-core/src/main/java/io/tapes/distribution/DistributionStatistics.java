package io.tapes.distribution;

/**
 * The figures that describe a distribution. All are 0 when it is empty.
 *
 * <p>Quantiles are interpolated inside their bucket; the standard deviation is that of the bucket
 * middles, so it is exact up to 255 and within 0.4 % of the values above.
 *
 * @param min the smallest value
 * @param max the largest value
 * @param mean the arithmetic mean
 * @param stddev the standard deviation of the population
 * @param q50 the median
 * @param q75 the 75th percentile
 * @param q95 the 95th percentile
 * @param q98 the 98th percentile
 * @param q99 the 99th percentile
 * @param q999 the 99.9th percentile
 */
public record DistributionStatistics(
    double min,
    double max,
    double mean,
    double stddev,
    double q50,
    double q75,
    double q95,
    double q98,
    double q99,
    double q999) {
  /** The summary of no values. */
  public static final DistributionStatistics EMPTY =
      new DistributionStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * Returns the same summary in another unit.
   *
   * @param divisor what every figure is divided by, such as 1e9 for seconds from nanoseconds
   * @return the converted figures
   */
  public DistributionStatistics dividedBy(double divisor) {
    return new DistributionStatistics(
        min / divisor,
        max / divisor,
        mean / divisor,
        stddev / divisor,
        q50 / divisor,
        q75 / divisor,
        q95 / divisor,
        q98 / divisor,
        q99 / divisor,
        q999 / divisor);
  }
}
