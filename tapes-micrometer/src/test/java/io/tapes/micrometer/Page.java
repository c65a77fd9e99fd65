package io.tapes.micrometer;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the text format: its families, and its samples with their labels in order. */
record Page(Map<String, Family> families, Map<String, Double> samples) {
  private static final Pattern SAMPLE = Pattern.compile("([^{ ]+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([^=,]+)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  /** What is said of a family. */
  record Family(String type, String help) {}

  static Page of(String text) {
    Page page = new Page(new TreeMap<>(), new TreeMap<>());
    Map<String, String> helps = new TreeMap<>();
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", 4);
      if (line.startsWith("# HELP ")) {
        helps.put(words[2], words.length < 4 ? "" : words[3]);
      } else if (line.startsWith("# TYPE ")) {
        page.families.put(words[2], new Family(words[3], helps.getOrDefault(words[2], "")));
      } else if (!line.isEmpty()) {
        page.addSample(line);
      }
    }
    return page;
  }

  private void addSample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new AssertionError("no sample: " + line);
    }
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
    while (label.find()) {
      labels.put(
          label.group(1), label.group(1).equals("le") ? bound(label.group(2)) : label.group(2));
    }
    if (samples.put(sample.group(1) + labels, number(sample.group(3))) != null) {
      throw new AssertionError("twice: " + line);
    }
  }

  /** A bound as a number: {@code 1e+06} is {@code 1000000.0}. */
  private static String bound(String text) {
    return String.valueOf(number(text));
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
