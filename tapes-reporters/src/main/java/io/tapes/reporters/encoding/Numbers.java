package io.tapes.reporters.encoding;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as text, the same on every JDK and in every locale. */
public final class Numbers {
  private Numbers() {}

  /**
   * Returns the shortest decimal that reads back as the same double, without a fraction of zero.
   * Not {@link Double#toString(double)}, which before JDK 19 prints more digits than needed.
   */
  public static String shortest(double value) {
    String text = NumberOutput.toString(value, true);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** Returns the same number without an exponent. The value must be finite. */
  public static String plain(double value) {
    String text = shortest(value);
    return text.indexOf('E') < 0 ? text : new BigDecimal(text).stripTrailingZeros().toPlainString();
  }

  /** Returns all digits of a long, or a finite double without an exponent. */
  public static String plain(Number number) {
    return number instanceof Long ? number.toString() : plain(number.doubleValue());
  }

  public static boolean isFinite(Number number) {
    return number instanceof Long || Double.isFinite(number.doubleValue());
  }

  /**
   * Returns a sum and what its double lacks: all digits of whole numbers up to 2^64, where a double
   * alone has room for 2^53.
   */
  public static String exact(double sum, double rest) {
    boolean whole = rest != 0 && Math.rint(rest) == rest && Math.abs(sum) <= 0x1p64;
    return whole
        ? new BigDecimal(sum).add(new BigDecimal(rest)).toPlainString()
        : shortest(sum + rest);
  }

  /** Returns a sum modulo 2^64, as good as a double can hold it. */
  public static double unsigned(long sum) {
    return sum >= 0 ? sum : ((sum >>> 1) | (sum & 1)) * 2.0;
  }

  /** Returns an exact sum of nanoseconds, modulo 2^64, in seconds. */
  public static String secondsOfNanos(long nanos) {
    if (nanos >= 0) {
      return secondsOf(nanos / 1_000_000_000, (int) (nanos % 1_000_000_000));
    }
    BigDecimal seconds = new BigDecimal(new BigInteger(Long.toUnsignedString(nanos)), 9);
    return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
  }

  private static String secondsOf(long seconds, int nanos) {
    if (nanos == 0) {
      return Long.toString(seconds);
    }
    int digits = nanos;
    int decimals = 9;
    while (digits % 10 == 0) {
      digits /= 10;
      decimals--;
    }
    String fraction = Integer.toString(digits);
    return seconds + "." + "0".repeat(decimals - fraction.length()) + fraction;
  }

  /** Returns a bucket bound as Prometheus itself writes it, of any finite number. */
  public static String bound(double bound) {
    if (bound == 0) {
      return "0.0";
    }
    BigDecimal value = new BigDecimal(shortest(Math.abs(bound)));
    return (bound < 0 ? "-" : "") + bound(value.stripTrailingZeros());
  }

  /**
   * Returns a bucket bound as Prometheus itself writes it (Go's shortest form, {@code .0} after
   * whole numbers), so that no scraper or server renames the series.
   *
   * @param unscaled the digits, above 0
   * @param scale how many of them are decimals
   */
  public static String bound(long unscaled, int scale) {
    return bound(BigDecimal.valueOf(unscaled, scale).stripTrailingZeros());
  }

  private static String bound(BigDecimal value) {
    int exponent = value.precision() - value.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      String text = value.toPlainString();
      return text.indexOf('.') < 0 ? text + ".0" : text;
    }
    StringBuilder out = new StringBuilder(value.unscaledValue().toString());
    if (out.length() > 1) {
      out.insert(1, '.');
    }
    out.append(exponent < 0 ? "e-" : "e+").append(Math.abs(exponent) < 10 ? "0" : "");
    return out.append(Math.abs(exponent)).toString();
  }
}
