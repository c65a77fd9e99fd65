package io.tapes.distribution;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The arithmetic that distributions share: figures over sparse buckets that carry weights.
 *
 * <p>Implementations hold their buckets in ascending order of index, each with a weight above 0.
 */
abstract class WeightedBuckets {
  /** The quantiles of a summary. */
  private static final int[] PER_MILLE = {500, 750, 950, 980, 990, 999};

  /** What rounded weights may lack of a rank that they reach. */
  private static final double ROUNDED = 1 - 1e-6;

  /** Which values the buckets hold. */
  abstract BucketTable table();

  /** How many buckets there are. */
  abstract int buckets();

  /** The table index of the bucket at a position. */
  abstract int index(int position);

  /** The weight of the bucket at a position. */
  abstract double weight(int position);

  /** A bound that no value lies below: the exact minimum where it is known. */
  abstract double lowerBound();

  /** A bound that no value lies above: the exact maximum where it is known. */
  abstract double upperBound();

  /** Whether the weights are numbers of values, which have exact ranks. */
  abstract boolean counts();

  /** The mean as far as it is known beside the buckets; only asked when there is a bucket. */
  abstract double exactMean();

  /** All figures in two passes over the buckets. */
  final DistributionStatistics summarise() {
    int n = buckets();
    if (n == 0) {
      return DistributionStatistics.EMPTY;
    }
    BucketTable table = table();
    double unit = unit(table);
    double total = 0;
    double middles = 0;
    double lows = 0;
    double highs = 0;
    for (int i = 0; i < n; i++) {
      total += weight(i);
      middles += weight(i) * (table.middle(index(i)) / unit);
      lows += weight(i) * (table.lowestValue(index(i)) / unit);
      highs += weight(i) * (table.highestValue(index(i)) / unit);
    }
    double centre = middles / total;
    double[] quantiles = new double[PER_MILLE.length];
    double squares = 0;
    double below = 0;
    int next = 0;
    for (int i = 0; i < n; i++) {
      double weight = weight(i);
      double distance = table.middle(index(i)) / unit - centre;
      squares += weight * distance * distance;
      boolean last = i == n - 1;
      while (next < PER_MILLE.length && (last || below + weight >= needed(next, total))) {
        quantiles[next] = interpolate(i, (PER_MILLE[next] / 1e3 * total - below) / weight);
        next++;
      }
      below += weight;
    }
    double min = clamp(table.lowestValue(index(0)));
    double max = clamp(table.highestValue(index(n - 1)));
    // A sum may have overflowed, or be ahead of the buckets: these bound the mean all the same.
    double exact = exactMean();
    double mean = Double.isNaN(exact) ? centre * unit : exact;
    return new DistributionStatistics(
        min,
        max,
        Math.max(
            Math.max(min, lows / total * unit),
            Math.min(Math.min(max, highs / total * unit), mean)),
        Math.sqrt(squares / total) * unit,
        quantiles[0],
        quantiles[1],
        quantiles[2],
        quantiles[3],
        quantiles[4],
        quantiles[5]);
  }

  /**
   * A power of two, by which the squares of doubles are kept within the range of doubles. Longs
   * need none.
   */
  private double unit(BucketTable table) {
    if (table == BucketTable.LONGS) {
      return 1;
    }
    double largest = Math.max(Math.abs(lowerBound()), Math.abs(upperBound()));
    return Math.scalb(1.0, Math.max(Double.MIN_EXPONENT, Math.getExponent(largest)));
  }

  /** The value below or at which the share {@code rank} of the weight lies. */
  final double quantileAt(double rank) {
    if (!(rank >= 0 && rank <= 1)) {
      throw new IllegalArgumentException(
          "quantile " + rank + " is not between 0 and 1; pass 0.99 for the 99th percentile");
    }
    int n = buckets();
    if (n == 0) {
      return 0;
    }
    double total = 0;
    for (int i = 0; i < n; i++) {
      total += weight(i);
    }
    double target = rank * total;
    double needed = needed(rank, total);
    double below = 0;
    for (int i = 0; i < n - 1; i++) {
      if (below + weight(i) >= needed) {
        return interpolate(i, (target - below) / weight(i));
      }
      below += weight(i);
    }
    return interpolate(n - 1, (target - below) / weight(n - 1));
  }

  /** The weight up to a quantile of {@link #PER_MILLE}: with counts, in whole numbers. */
  private double needed(int quantile, double total) {
    int perMille = PER_MILLE[quantile];
    if (!counts()) {
      return perMille / 1e3 * total * ROUNDED;
    }
    long values = (long) total;
    return (double) (values / 1_000 * perMille + (values % 1_000 * perMille + 999) / 1_000);
  }

  /** The same for any rank, which is what it says in decimals: 0.28 of 25 values are 7. */
  private double needed(double rank, double total) {
    return counts()
        ? BigDecimal.valueOf(rank)
            .multiply(BigDecimal.valueOf((long) total))
            .setScale(0, RoundingMode.CEILING)
            .doubleValue()
        : rank * total * ROUNDED;
  }

  private double interpolate(int position, double share) {
    double lowest = table().lowestValue(index(position));
    double span = table().highestValue(index(position)) - lowest;
    return clamp(lowest + span * Math.max(0, Math.min(1, share)));
  }

  private double clamp(double value) {
    return Math.max(lowerBound(), Math.min(upperBound(), value));
  }
}
