package io.tapes.reporters.console;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people: four digits and a unit. */
final class HumanNumbers {
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private HumanNumbers() {}

  /** Whole numbers in full as far as a double is exact, others with four significant digits. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "-" : value > 0 ? "∞" : "-∞";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      return Long.toString((long) value);
    }
    double size = Math.abs(value);
    if (size >= 1e15 || size < 1e-6) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS);
    BigDecimal stripped = rounded.stripTrailingZeros();
    return stripped.toPlainString();
  }

  static String perSecond(double rate) {
    return number(rate) + "/s";
  }

  /** A duration in the unit that leaves one to three digits before the point. */
  static String seconds(double seconds) {
    if (seconds == 0) {
      return "0 s";
    }
    if (seconds < 1e-6) {
      return number(seconds * 1e9) + " ns";
    }
    if (seconds < 1e-3) {
      return number(seconds * 1e6) + " µs";
    }
    return seconds < 1 ? number(seconds * 1e3) + " ms" : number(seconds) + " s";
  }
}
