package io.tapes.reporters.influx;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reader of Influx lines that follows the protocol's description and not our writer.
 *
 * @param measurement the name
 * @param tags their values by key
 * @param fields longs and doubles
 * @param time the number at the end
 */
record StrictInflux(
    String measurement, Map<String, String> tags, Map<String, Number> fields, long time) {
  static StrictInflux parse(String line) {
    if (line.startsWith("#") || line.chars().anyMatch(Character::isISOControl)) {
      throw new AssertionError("a comment or a control character: " + line);
    }
    Reader in = new Reader(line);
    String measurement = in.until(", ");
    Map<String, String> tags = new LinkedHashMap<>();
    while (in.skip(',')) {
      String key = in.until("=");
      in.require('=');
      String before = tags.put(key, in.until(", "));
      if (before != null) {
        throw new AssertionError("tag '" + key + "' twice: " + line);
      }
    }
    in.require(' ');
    Map<String, Number> fields = new LinkedHashMap<>();
    do {
      String key = in.until("=");
      in.require('=');
      String value = in.until(", ");
      if (!value.matches("-?[0-9]+i|-?[0-9]+(\\.[0-9]+)?")) {
        throw new AssertionError("no number: " + value);
      }
      boolean integer = value.endsWith("i");
      String digits = integer ? value.substring(0, value.length() - 1) : value;
      fields.put(key, integer ? (Number) Long.valueOf(digits) : Double.valueOf(digits));
    } while (in.skip(','));
    in.require(' ');
    return new StrictInflux(measurement, tags, fields, Long.parseLong(in.until("")));
  }

  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    /** What stands before one of the characters, at least one itself; escapes resolved. */
    String until(String ends) {
      StringBuilder out = new StringBuilder();
      while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
        if (text.charAt(at) == '\\') {
          at++; // whatever follows is not special; a line cannot end here
        }
        out.append(text.charAt(at++));
      }
      if (out.length() == 0) {
        throw new AssertionError("nothing at " + at + ": " + text);
      }
      return out.toString();
    }

    boolean skip(char c) {
      boolean here = at < text.length() && text.charAt(at) == c;
      at += here ? 1 : 0;
      return here;
    }

    void require(char c) {
      if (!skip(c)) {
        throw new AssertionError("no '" + c + "' at " + at + ": " + text);
      }
    }
  }
}
