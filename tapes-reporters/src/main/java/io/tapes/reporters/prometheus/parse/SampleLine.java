package io.tapes.reporters.prometheus.parse;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a line with a number. */
final class SampleLine extends LineCursor {
  /** The most code points that the labels of an exemplar have together. */
  private static final int EXEMPLAR = 128;

  SampleLine(String line, boolean openMetrics) {
    super(line, openMetrics);
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
    if (openMetrics && !isAtEnd()) {
      separator();
    }
    if (!isAtEnd() && !isExemplar()) {
      timestamp = timestamp(token());
      skipBlanks();
      if (openMetrics && !isAtEnd()) {
        separator();
      }
    }
    if (isExemplar()) {
      exemplar();
      exemplar = true;
    }
    if (!isAtEnd() || endsInSpace()) {
      throw expected("the end of the line");
    }
    return new Sample(name, labels, number, timestamp, exemplar);
  }

  private boolean endsInSpace() {
    return openMetrics && endsWith(' ');
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
    skip();
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
        skip();
        skipBlanks();
        if (openMetrics && peek() == '}') {
          throw expected("the name of a label");
        }
      } else if (peek() != '}') {
        throw expected("',' or '}'");
      }
    }
    skip();
    into.values().removeIf(String::isEmpty); // no such label
    return metric;
  }

  private void label(String key, Map<String, String> into) throws Malformed {
    if (peek() != '=') {
      throw expected("'='");
    }
    skip();
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
    skip();
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
    if (!isAtEnd()) {
      separator();
      timestamp(token());
    }
  }
}
