package io.tapes.distribution;

/** An estimate of the sum of squares that fits the exact sum. */
final class SumOfSquares {
  /*
   * Backends compute the standard deviation as the square root of (n·Σx² - (Σx)²), over n. With squares
   * of bucket middles beside an exact sum that may be the root of a negative number, and for equal
   * values it shows half the width of their bucket. So the representatives of the buckets are all
   * moved by the same share of their buckets' widths, until they add up to the sum: what is left is
   * a sum of squares of real numbers with that sum, for which Cauchy's inequality holds.
   */
  private static final int FEW = 4;

  private SumOfSquares() {}

  /** Of so many values in these buckets, whose sum is known. */
  static double of(CountedBuckets values, double sum, long count) {
    int n = values.bucketCount();
    if (n == 0) {
      return 0;
    }
    double middles = 0;
    double widths = 0;
    for (int i = 0; i < n; i++) {
      middles += values.bucketValues(i) * values.middle(i);
      widths += values.bucketValues(i) * (values.highest(i) - values.lowest(i));
    }
    double share = widths > 0 ? (sum - middles) / widths : 0;
    // Beyond that the sum is another one: it has wrapped around, or left the range of doubles.
    boolean fits = Math.abs(share) <= 0.5 + 1e-9;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double width = values.highest(i) - values.lowest(i);
      double moved = values.middle(i) + (fits ? share * width : 0);
      squares += values.bucketValues(i) * moved * moved;
    }
    return fits && sum * sum <= Double.MAX_VALUE ? atLeast(squares, sum, (double) count) : squares;
  }

  /** Rounding must not make a difference negative that is none. */
  private static double atLeast(double squares, double sum, double count) {
    double enough = Math.max(squares, sum * sum / count);
    for (int i = 0; i < FEW && count * enough < sum * sum; i++) {
      enough = Math.nextUp(enough);
    }
    return enough;
  }
}
