package io.tapes.reporters.statsd;

import io.tapes.DistributionValue;
import io.tapes.distribution.Distribution;
import io.tapes.reporters.encoding.Numbers;

/**
 * What was recorded since, as DogStatsD's distributions: the middle of each bucket, and as its
 * sampling rate one divided by how many values there were, which the agent turns back into their
 * number.
 */
final class StatsdDistributions {
  private static final double MILLIS_PER_SECOND = 1e3;

  private StatsdDistributions() {}

  /**
   * Returns the lines, or an empty text where nothing was recorded.
   *
   * @param since the difference from what was delivered
   * @param of what there is in all
   */
  static String lines(String name, String suffix, Distribution since, DistributionValue of) {
    // Of nanoseconds, milliseconds are shown, as in all other lines.
    double unit = of.isDuration() ? of.scale() / MILLIS_PER_SECOND : of.scale();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < since.bucketCount(); i++) {
      long count = since.bucketValues(i);
      double middle = since.table().middle(since.bucketIndex(i)) / unit;
      lines.append(lines.length() == 0 ? "" : "\n");
      lines.append(name).append(':').append(Numbers.plain(middle)).append("|d");
      if (count > 1) {
        lines.append("|@").append(Numbers.plain(rate(count)));
      }
      lines.append(suffix);
    }
    return lines.toString();
  }

  /** A rate whose reciprocal, which the agent cuts off behind the point, is a count. */
  static double rate(long count) {
    double rate = 1.0 / count;
    while ((long) (1 / rate) < count) {
      rate = Math.nextDown(rate);
    }
    return rate;
  }
}
