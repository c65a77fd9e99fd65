package io.tapes.reporters.prometheus.parse;

import io.tapes.DoubleTotal;
import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as pages write them. */
final class Decimals {
  /** All digits of the longest double; more are an attack on the parser. */
  private static final int LONGEST = 1_100;

  private static final double EXACT = 0x1p53;

  private Decimals() {}

  /** A number, in which digits, a point, an exponent, and words for what is none are allowed. */
  static double number(String text) throws Malformed {
    if (text.length() > LONGEST) {
      throw new Malformed("a number has more than " + LONGEST + " characters; round it");
    }
    if (isDecimal(text)) {
      return Double.parseDouble(text);
    }
    String sign = text.startsWith("+") || text.startsWith("-") ? text.substring(0, 1) : "";
    return switch (text.substring(sign.length()).toLowerCase(Locale.ROOT)) {
      case "inf", "infinity" ->
          sign.equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      case "nan" -> {
        if (sign.isEmpty()) {
          yield Double.NaN;
        }
        throw noNumber(text);
      }
      default -> throw noNumber(text);
    };
  }

  private static Malformed noNumber(String text) {
    return new Malformed(
        Malformed.shown(text) + " is not a number; write digits, NaN, +Inf or -Inf");
  }

  /** A count: a whole number from 0 on, however it is written. */
  static long count(String text) throws Malformed {
    double value = number(text);
    if (value >= 0 && value < 0x1p63) {
      try {
        return new BigDecimal(text).longValueExact();
      } catch (ArithmeticException e) {
        // it has a fraction
      }
    }
    throw new Malformed(
        "the count " + Malformed.shown(text) + " is not a whole number from 0 to 2^63 - 1");
  }

  /** A sum with the digits that a double has no room for, where it is a whole number. */
  static DoubleTotal total(String text) throws Malformed {
    double value = number(text);
    boolean large = Math.abs(value) >= EXACT && Math.abs(value) <= 0x1p64;
    if (!large
        || text.indexOf('e') >= 0
        || text.indexOf('E') >= 0) { // an exponent stands for zeros
      return new DoubleTotal(value, 0);
    }
    BigDecimal rest = new BigDecimal(text).subtract(new BigDecimal(value));
    return new DoubleTotal(value, rest.doubleValue());
  }

  /** Digits with a point among, before or behind them, and perhaps an exponent. */
  private static boolean isDecimal(String text) {
    int i = sign(text, 0);
    int digits = digits(text, i);
    i += digits;
    if (i < text.length() && text.charAt(i) == '.') {
      int fraction = digits(text, i + 1);
      digits += fraction;
      i += 1 + fraction;
    }
    if (digits > 0 && i < text.length() && (text.charAt(i) | 0x20) == 'e') {
      int start = sign(text, i + 1);
      int exponent = digits(text, start);
      return exponent > 0 && start + exponent == text.length();
    }
    return digits > 0 && i == text.length();
  }

  private static int sign(String text, int at) {
    boolean signed = at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
    return signed ? at + 1 : at;
  }

  private static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i - from;
  }
}
