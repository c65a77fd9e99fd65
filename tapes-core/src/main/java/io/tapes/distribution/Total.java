package io.tapes.distribution;

/**
 * The sum of the values of a distribution: of longs modulo 2^64, of doubles as an unevaluated pair.
 *
 * @param table which values
 * @param bits the sum of longs; of doubles the bits of the nearest double to the sum
 * @param rest what that double lacks of the sum; 0 with longs
 */
record Total(BucketTable table, long bits, double rest) {
  /*
   * Two doubles hold 106 digits of a sum, so adding two such pairs (Dekker, Numer. Math. 18, 1971;
   * the error of each addition is exact by Knuth's TwoSum) errs by 2^-104 of the larger one. What
   * leaves the range of doubles is infinite from then on; it has no rest.
   */
  static Total of(long sum) {
    return new Total(BucketTable.LONGS, sum, 0);
  }

  /** The sum of two doubles. */
  static Total of(double a, double b) {
    double sum = a + b;
    return new Total(
        BucketTable.DOUBLES,
        Double.doubleToRawLongBits(sum),
        Math.abs(sum) <= Double.MAX_VALUE ? error(a, b, sum) : 0);
  }

  /** What the rounded sum of two doubles lacks, exactly. */
  static double error(double a, double b, double sum) {
    double second = sum - a;
    return (a - (sum - second)) + (b - second);
  }

  double value() {
    return table == BucketTable.DOUBLES ? Double.longBitsToDouble(bits) : (double) bits;
  }

  Total plus(Total other) {
    return table == BucketTable.LONGS ? of(bits + other.bits) : plus(other.value(), other.rest);
  }

  Total minus(Total other) {
    return table == BucketTable.LONGS ? of(bits - other.bits) : plus(-other.value(), -other.rest);
  }

  private Total plus(double otherValue, double otherRest) {
    double mine = value();
    double sum = mine + otherValue;
    if (!(Math.abs(sum) <= Double.MAX_VALUE)) {
      return of(Double.isNaN(sum) ? mine : sum, 0);
    }
    return of(sum, error(mine, otherValue, sum) + (rest + otherRest));
  }
}
