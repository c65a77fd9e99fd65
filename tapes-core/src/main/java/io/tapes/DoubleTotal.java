package io.tapes;

import io.tapes.recording.CompensatedAdder;

/**
 * A sum of doubles that is added up further, and what rounding took from it: any number of totals
 * come to one that is right to the last digit of a double. Any thread may use an instance.
 *
 * @param sum the sum as far as one double holds it
 * @param rest what the sum lacks
 */
public record DoubleTotal(double sum, double rest) {
  /**
   * Takes both parts; of zeros there is one, so that what is equal has one form.
   *
   * @param sum the sum as far as one double holds it
   * @param rest what the sum lacks
   */
  public DoubleTotal {
    sum += 0.0;
    rest += 0.0;
  }

  /**
   * Returns the total as one number.
   *
   * @return the double that is next to it
   */
  public double toDouble() {
    return sum + rest;
  }

  DoubleTotal plus(DoubleTotal other) {
    double high = sum + other.sum;
    double low = rest + other.rest + CompensatedAdder.lost(sum, other.sum, high);
    return of(high, low);
  }

  DoubleTotal minus(DoubleTotal other) {
    return plus(new DoubleTotal(-other.sum, -other.rest));
  }

  private static DoubleTotal of(double high, double low) {
    double sum = high + low;
    // Beyond the doubles there is nothing to be lost.
    return Double.isFinite(sum)
        ? new DoubleTotal(sum, CompensatedAdder.lost(high, low, sum))
        : new DoubleTotal(sum, 0);
  }
}
