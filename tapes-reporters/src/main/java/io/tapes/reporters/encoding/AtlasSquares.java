package io.tapes.reporters.encoding;

import io.tapes.distribution.Distribution;

/** The totals of squares that Atlas computes deviations from. */
public final class AtlasSquares {
  /** As many as there are between the squares here and those of shown units. */
  private static final int ROUNDINGS = 8;

  private AtlasSquares() {}

  /**
   * Returns the sum of squares in shown units, rounded so that Atlas finds no square below that of
   * the sum it has.
   *
   * @param shownSum the sum in shown units
   * @param unit how many recorded units are one shown unit
   */
  public static double of(Distribution values, double shownSum, double unit) {
    double squares = values.sumOfSquares() / unit / unit;
    double count = values.count();
    for (int i = 0; i < ROUNDINGS && count * squares < shownSum * shownSum; i++) {
      squares = Math.nextUp(squares);
    }
    return squares;
  }
}
