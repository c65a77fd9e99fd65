package io.tapes.spectator;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A line of spectatord's protocol, such as {@code c:counter,foo=bar:1}, taken apart.
 *
 * @param symbol the type, one character: {@code c}, {@code d}, {@code g}, {@code m}, {@code t},
 *     {@code T}, {@code D}, {@code A}, {@code C}, {@code U}, {@code X}
 * @param option the number behind the type, of a gauge its time to live in seconds
 * @param id the name and the tags
 * @param value the number as it stands there
 */
public record ProtocolLine(String symbol, OptionalLong option, MeterId id, String value) {
  private static final String SYMBOLS = "cdgmtTDACUX";
  private static final Pattern WORD = Pattern.compile("[-._A-Za-z0-9~^]+");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(\\d+\\.?\\d*([eE][-+]?\\d+)?|\\.\\d+([eE][-+]?\\d+)?|inf|infinity|nan)",
          Pattern.CASE_INSENSITIVE);

  /**
   * Returns the parts of a line.
   *
   * @param line one line, without a line feed
   * @return its parts
   * @throws IllegalArgumentException if it is malformed, saying where
   */
  public static ProtocolLine parse(String line) {
    String[] fields = line.split(":", -1);
    if (fields.length != 3) {
      throw malformed(line, "it needs three fields between colons, TYPE:NAME,KEY=VALUE:NUMBER");
    }
    String[] type = fields[0].split(",", -1);
    if (type[0].length() != 1 || SYMBOLS.indexOf(type[0].charAt(0)) < 0) {
      throw malformed(line, "'" + type[0] + "' is no type; it is one of " + SYMBOLS);
    }
    return new ProtocolLine(type[0], option(line, type), id(line, fields[1]), value(line, fields));
  }

  private static OptionalLong option(String line, String[] type) {
    if (type.length == 1) {
      return OptionalLong.empty();
    }
    try {
      long option = type.length == 2 ? Long.parseLong(type[1]) : 0;
      if (option > 0) {
        return OptionalLong.of(option);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw malformed(line, "behind the type may stand one whole number above 0");
  }

  private static MeterId id(String line, String field) {
    String[] parts = field.split(",", -1);
    word(line, "name", parts[0]);
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 0) {
        throw malformed(line, "the tag '" + parts[i] + "' is not of the form KEY=VALUE");
      }
      String key = word(line, "key", parts[i].substring(0, equals));
      tags.put(key, word(line, "value of the tag '" + key + "'", parts[i].substring(equals + 1)));
    }
    return MeterId.of(parts[0], tags);
  }

  private static String word(String line, String what, String text) {
    if (!WORD.matcher(text).matches()) {
      throw malformed(
          line,
          "the " + what + " '" + text + "' is empty or has characters other than -._A-Za-z0-9~^");
    }
    return text;
  }

  private static String value(String line, String[] fields) {
    String value = fields[2];
    boolean number = NUMBER.matcher(value).matches();
    if (fields[0].startsWith("U")) {
      try {
        Long.parseUnsignedLong(value);
      } catch (NumberFormatException e) {
        number = false;
      }
    }
    if (!number) {
      throw malformed(line, "'" + value + "' is no number that the type takes");
    }
    return value;
  }

  private static IllegalArgumentException malformed(String line, String why) {
    return new IllegalArgumentException("the line '" + line + "' is malformed: " + why);
  }

  /**
   * Returns the value as a double.
   *
   * @return the number; an unsigned one rounded
   */
  public double number() {
    String lower = value.toLowerCase(Locale.ROOT);
    if (lower.endsWith("nan")) {
      return Double.NaN;
    }
    if (lower.endsWith("inf") || lower.endsWith("infinity")) {
      return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.parseDouble(value);
  }
}
