package io.tapes.reporters.prometheus.parse;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over a line with a number. OpenMetrics allows one space where the text format allows any
 * blanks.
 */
final class SampleLine {
  /** The most code points that the labels of an exemplar have together. */
  private static final int EXEMPLAR = 128;

  private final String line;
  private final boolean openMetrics;
  private int at;

  SampleLine(String line, boolean openMetrics) {
    this.line = line;
    this.openMetrics = openMetrics;
  }

  Sample read() throws Malformed {
    skipBlanks();
    String name = peek() == '{' ? "" : word(true, "the name of a metric");
    skipBlanks();
    Map<String, String> labels = Map.of();
    if (peek() == '{') {
      labels = new LinkedHashMap<>();
      name = labels(name, labels);
    }
    if (name.isEmpty()) {
      throw expected("the name of a metric");
    }
    separator();
    String number = token();
    Double timestamp = null;
    boolean exemplar = false;
    skipBlanks();
    if (openMetrics && at < line.length()) {
      separator();
    }
    if (at < line.length() && !isExemplar()) {
      timestamp = timestamp(token());
      skipBlanks();
      if (openMetrics && at < line.length()) {
        separator();
      }
    }
    if (isExemplar()) {
      exemplar();
      exemplar = true;
    }
    if (at < line.length() || endsInSpace()) {
      throw expected("the end of the line");
    }
    return new Sample(name, labels, number, timestamp, exemplar);
  }

  private boolean endsInSpace() {
    return openMetrics && line.endsWith(" ");
  }

  private boolean isExemplar() {
    return openMetrics && peek() == '#';
  }

  /**
   * Reads labels into a map.
   *
   * @param name of the metric, empty if it must stand among the labels
   * @return the name of the metric
   */
  private String labels(String name, Map<String, String> into) throws Malformed {
    String metric = name;
    at++;
    skipBlanks();
    boolean first = true;
    while (peek() != '}') {
      boolean quoted = peek() == '"';
      String key = quoted ? string() : word(false, "the name of a label, or '}'");
      skipBlanks();
      if (quoted && first && metric.isEmpty() && peek() != '=') {
        metric = key;
      } else {
        label(key, into);
      }
      first = false;
      skipBlanks();
      if (peek() == ',') {
        at++;
        skipBlanks();
        if (openMetrics && peek() == '}') {
          throw expected("the name of a label");
        }
      } else if (peek() != '}') {
        throw expected("',' or '}'");
      }
    }
    at++;
    into.values().removeIf(String::isEmpty); // no such label
    return metric;
  }

  private void label(String key, Map<String, String> into) throws Malformed {
    if (peek() != '=') {
      throw expected("'='");
    }
    at++;
    skipBlanks();
    if (peek() != '"') {
      throw expected("a value in quotation marks");
    }
    String value = string();
    if (key.isEmpty() || key.equals("__name__")) {
      throw new Malformed(
          "label " + Malformed.shown(key) + " is reserved for the name; leave it out");
    }
    if (into.put(key, value) != null) {
      throw new Malformed("label " + Malformed.shown(key) + " stands twice; write it once");
    }
  }

  /** A text in quotation marks, of which the first is the next character. */
  private String string() throws Malformed {
    int start = ++at;
    while (at < line.length() && line.charAt(at) != '"') {
      if (line.charAt(at) == '\\') {
        return escaped(start);
      }
      at++;
    }
    if (at == line.length()) {
      throw expected("'\"'");
    }
    return line.substring(start, at++);
  }

  private String escaped(int start) throws Malformed {
    StringBuilder out = new StringBuilder(line.substring(start, at));
    for (; at < line.length() && line.charAt(at) != '"'; at++) {
      char c = line.charAt(at);
      if (c == '\\') {
        unescape(++at < line.length() ? line.charAt(at) : '\0', out);
      } else {
        out.append(c);
      }
    }
    if (at >= line.length()) {
      throw expected("'\"'");
    }
    at++;
    return out.toString();
  }

  private void unescape(char c, StringBuilder out) throws Malformed {
    switch (c) {
      case 'n' -> out.append('\n');
      case '\\', '"' -> out.append(c);
      default -> {
        if (!openMetrics) { // which says that others stand for themselves
          throw new Malformed("\\" + c + " is no escape; write \\\\ for a backslash, \\\" and \\n");
        }
        out.append('\\').append(c);
      }
    }
  }

  private double timestamp(String text) throws Malformed {
    if (openMetrics) {
      double seconds = Decimals.number(text);
      if (Double.isFinite(seconds)) {
        return seconds;
      }
    } else {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        // no such number
      }
    }
    throw new Malformed(
        Malformed.shown(text)
            + " is no time; write "
            + (openMetrics ? "seconds" : "whole milliseconds")
            + " since 1970");
  }

  /** Reads what stands behind the number sign; it must fit, and is not kept. */
  private void exemplar() throws Malformed {
    at++;
    separator();
    if (peek() != '{') {
      throw expected("the labels of an exemplar");
    }
    Map<String, String> labels = new LinkedHashMap<>();
    labels("exemplar", labels);
    int points = 0;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      points += label.getKey().codePointCount(0, label.getKey().length());
      points += label.getValue().codePointCount(0, label.getValue().length());
    }
    if (points > EXEMPLAR) {
      throw new Malformed(
          "the labels of an exemplar have " + points + " characters; it has room for " + EXEMPLAR);
    }
    separator();
    Decimals.number(token());
    if (at < line.length()) {
      separator();
      timestamp(token());
    }
  }

  /** What stands between two parts: one space in OpenMetrics, else perhaps blanks. */
  private void separator() throws Malformed {
    if (!openMetrics) {
      skipBlanks();
      return;
    }
    if (peek() != ' ') {
      throw expected("one space");
    }
    at++;
  }

  private void skipBlanks() {
    while (!openMetrics && (peek() == ' ' || peek() == '\t')) {
      at++;
    }
  }

  /** What comes until the next blank. */
  private String token() throws Malformed {
    int start = at;
    while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
      at++;
    }
    if (at == start) {
      throw expected("a number");
    }
    return line.substring(start, at);
  }

  /** A name of the old alphabet; empty if a quoted one may come instead. */
  private String word(boolean colons, String what) throws Malformed {
    int start = at;
    while (at < line.length() && isPartOfName(line.charAt(at), colons, at > start)) {
      at++;
    }
    if (at == start) {
      throw expected(what);
    }
    return line.substring(start, at);
  }

  static boolean isPartOfName(char c, boolean colons, boolean inside) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (colons && c == ':')
        || (inside && c >= '0' && c <= '9');
  }

  /** The next character; 0 at the end. */
  private char peek() {
    return at < line.length() ? line.charAt(at) : 0;
  }

  private Malformed expected(String what) {
    String found = at < line.length() ? Malformed.shown(line.substring(at)) : "the end of the line";
    return new Malformed("expected " + what + " at character " + (at + 1) + ", found " + found);
  }

  /** A name in a comment: of the old alphabet, or in quotation marks; null if it is neither. */
  static @Nullable String name(String text) throws Malformed {
    if (text.startsWith("\"")) {
      SampleLine quoted = new SampleLine(text, true);
      String name = quoted.string();
      return quoted.at == text.length() && !name.isEmpty() ? name : null;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isPartOfName(text.charAt(i), true, i > 0)) {
        return null;
      }
    }
    return text.isEmpty() ? null : text;
  }
}
