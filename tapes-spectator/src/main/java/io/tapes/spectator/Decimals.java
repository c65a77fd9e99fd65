package io.tapes.spectator;

import io.tapes.reporters.encoding.Numbers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes numbers as text into a buffer, without an object for those that people write down. */
final class Decimals {
  /*
   * A double is m / 10^k where a decimal of few digits was meant: 0.042 is 42 / 10^3, rounded. Both
   * m, below 2^53, and 10^k are doubles, and a division rounds as every parser does, so if m / 10^k
   * gives the double, the decimal m * 10^-k reads back as it. The smallest such k has the fewest
   * digits. Doubles of 16 and 17 digits have none, and take the way over a string.
   */

  /** The most bytes that any number takes. */
  static final int LONGEST = 32;

  private static final double[] POWERS = new double[19];
  private static final double EXACT = 0x1p53;

  /** Up to here one decimal more than nanoseconds still fits into a double. */
  private static final long FINEST_NANOS = 1L << 49;

  private static final double NANOS = 1e9;
  private static final int NANO_DIGITS = 9;

  static {
    double power = 1;
    for (int i = 0; i < POWERS.length; i++) {
      POWERS[i] = power;
      power *= 10;
    }
  }

  private Decimals() {}

  /** Writes the shortest decimal, without a fraction of zero. */
  static void put(double value, ByteBuffer out) {
    if (Math.abs(value) < 1e16 && value == (long) value) {
      put((long) value, out);
      return;
    }
    double size = Math.abs(value);
    for (int decimals = 1; decimals < POWERS.length; decimals++) {
      double scaled = size * POWERS[decimals];
      if (!(scaled < EXACT)) {
        break;
      }
      long digits = Math.round(scaled);
      if (digits > 0 && digits / POWERS[decimals] == size) {
        if (value < 0) {
          out.put((byte) '-');
        }
        put(digits, decimals, out);
        return;
      }
    }
    out.put(exponential(Numbers.shortest(value)).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Writes a whole number. */
  static void put(long value, ByteBuffer out) {
    if (value < 0) {
      out.put((byte) '-');
    }
    // Taken from below zero: the least long has no counterpart above.
    long rest = value < 0 ? value : -value;
    int end = out.position() + digits(rest);
    for (int at = end - 1; at >= out.position(); at--) {
      out.put(at, (byte) ('0' - rest % 10));
      rest /= 10;
    }
    out.position(end);
  }

  /** How many digits a number at or below zero has. */
  private static int digits(long negative) {
    int digits = 1;
    for (long rest = negative; rest <= -10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  /** Writes a whole number modulo 2^64. */
  static void putUnsigned(long value, ByteBuffer out) {
    if (value < 0) {
      put(Long.divideUnsigned(value, 10), out);
      put(Long.remainderUnsigned(value, 10), out);
    } else {
      put(value, out);
    }
  }

  /**
   * Writes seconds. The agent cuts their nanoseconds off after a multiplication by 1e9, which may
   * come out a trifle below the whole number that is meant: such a value gets a tenth of a
   * nanosecond more.
   */
  static void putSeconds(double seconds, ByteBuffer out) {
    long nanos = (long) (seconds * NANOS);
    if (nanos < FINEST_NANOS && (long) (Math.nextUp(seconds) * NANOS) > nanos) {
      put(10 * (nanos + 1) + 1, NANO_DIGITS + 1, out);
    } else {
      put(seconds, out);
    }
  }

  /** Writes nanoseconds from 0 as seconds that the agent cuts to the same nanoseconds. */
  static void putNanos(long nanos, ByteBuffer out) {
    if (nanos < FINEST_NANOS && (long) (nanos / NANOS * NANOS) < nanos) {
      put(10 * nanos + 1, NANO_DIGITS + 1, out);
      return;
    }
    long digits = nanos;
    int decimals = NANO_DIGITS;
    while (decimals > 0 && digits % 10 == 0) {
      digits /= 10;
      decimals--;
    }
    put(digits, decimals, out);
  }

  /** Writes digits, the last of which is not 0, of which some are decimals. */
  private static void put(long digits, int decimals, ByteBuffer out) {
    int count = digits(-digits);
    int point = count - decimals; // how many stand before it
    if (point < -3) { // below 1e-4, as Python writes it
      int start = out.position();
      put(digits, out);
      if (count > 1) {
        insertPoint(start + 1, out);
      }
      out.put((byte) 'e').put((byte) '-');
      int exponent = 1 - point;
      if (exponent < 10) {
        out.put((byte) '0');
      }
      put((long) exponent, out);
      return;
    }
    if (point <= 0) {
      out.put((byte) '0').put((byte) '.');
      for (int zeros = point; zeros < 0; zeros++) {
        out.put((byte) '0');
      }
      put(digits, out);
      return;
    }
    int start = out.position();
    put(digits, out);
    if (decimals > 0) {
      insertPoint(start + point, out);
    }
  }

  private static void insertPoint(int at, ByteBuffer out) {
    out.put((byte) '.');
    for (int i = out.position() - 1; i > at; i--) {
      out.put(i, out.get(i - 1));
    }
    out.put(at, (byte) '.');
  }

  /** Java's exponents as C and Python write them: 1.0E22 is 1e+22. */
  private static String exponential(String text) {
    int e = text.indexOf('E');
    if (e < 0) {
      return text;
    }
    String digits = text.substring(0, e);
    String exponent = text.substring(e + 1);
    boolean negative = exponent.startsWith("-");
    String size = negative ? exponent.substring(1) : exponent;
    return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits)
        + (negative ? "e-" : "e+")
        + (size.length() < 2 ? "0" : "")
        + size;
  }
}
