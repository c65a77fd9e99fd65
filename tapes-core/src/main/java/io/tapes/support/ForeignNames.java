package io.tapes.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Makes valid metric names of those of libraries that take any text. A name that is valid stays as
 * it is, and no two become one; {@link #original} returns what a name was made of. Any thread may
 * call it.
 */
public final class ForeignNames {
  /*
   * What a name cannot hold (control characters, halves of surrogate pairs) becomes '%' and four
   * hexadecimal digits, an empty segment becomes "%-", and a '%' that would be read as one of these
   * becomes "%0025". So what is read back is what was there.
   */

  /** So long that tags and the prefix of a view have room beside it. */
  static final int MAX_LENGTH = 8_192;

  private static final int DIGITS = 4;
  private static final String EMPTY_SEGMENT = "%-";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private ForeignNames() {}

  /**
   * Returns the metric name that stands for a text.
   *
   * @param foreign any text
   * @return the text itself if it is a valid name; of one that is too long the beginning and a hash
   *     of the whole, which {@link #original} cannot undo
   */
  public static String dotted(String foreign) {
    String name = isPlain(foreign) ? foreign : escaped(foreign);
    return name.length() <= MAX_LENGTH ? name : shortened(name, foreign);
  }

  /**
   * Returns the text that a metric name was made of.
   *
   * @param name what {@link #dotted} returned
   * @return the text, unless it was too long
   */
  public static String original(String name) {
    if (name.indexOf('%') < 0) {
      return name;
    }
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      if (isEmptySegment(name, i)) {
        i += EMPTY_SEGMENT.length() - 1;
      } else if (isEscape(name, i)) {
        out.append((char) Integer.parseInt(name, i + 1, i + 1 + DIGITS, 16));
        i += DIGITS;
      } else {
        out.append(name.charAt(i));
      }
    }
    return out.toString();
  }

  private static boolean isPlain(String name) {
    boolean segmentIsEmpty = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '%' || !isCarried(name, i) || (c == '.' && segmentIsEmpty)) {
        return false;
      }
      segmentIsEmpty = c == '.';
    }
    return !segmentIsEmpty;
  }

  private static String escaped(String name) {
    StringBuilder out = new StringBuilder(name.length() + 8);
    int segment = 0;
    for (int i = 0; i <= name.length(); i++) {
      boolean ends = i == name.length() || name.charAt(i) == '.';
      if (ends && segment == i) {
        out.append(EMPTY_SEGMENT);
      }
      if (i == name.length()) {
        break;
      }
      char c = name.charAt(i);
      if (c == '.') {
        segment = i + 1;
      }
      boolean misread = c == '%' && (isEscape(name, i) || isEmptySegment(name, i));
      if (misread || !isCarried(name, i)) {
        out.append('%').append(HEX.toHexDigits(c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Whether a metric name can hold the character that stands there. */
  private static boolean isCarried(String name, int at) {
    char c = name.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 < name.length() && Character.isLowSurrogate(name.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at > 0 && Character.isHighSurrogate(name.charAt(at - 1));
    }
    return !Character.isISOControl(c);
  }

  private static boolean isEscape(String name, int at) {
    if (name.charAt(at) != '%' || at + DIGITS >= name.length()) {
      return false;
    }
    for (int i = at + 1; i <= at + DIGITS; i++) {
      if (!HexFormat.isHexDigit(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a whole segment stands for an empty one. */
  private static boolean isEmptySegment(String name, int at) {
    int end = at + EMPTY_SEGMENT.length();
    return name.startsWith(EMPTY_SEGMENT, at)
        && (at == 0 || name.charAt(at - 1) == '.')
        && (end == name.length() || name.charAt(end) == '.');
  }

  private static String shortened(String name, String foreign) {
    int end = MAX_LENGTH / 2;
    if (name.charAt(end - 1) == '.' || Character.isHighSurrogate(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end) + "~" + hash(foreign);
  }

  private static String hash(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_16BE);
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
