package io.tapes.reporters.prometheus.parse;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The types of families, and what follows their names in those of their samples. */
enum FamilyType {
  COUNTER("_total", "_created"),
  GAUGE(""),
  UNKNOWN(""),
  INFO("_info"),
  STATESET(""),
  HISTOGRAM("_bucket", "_sum", "_count", "_created"),
  GAUGEHISTOGRAM("_bucket", "_gsum", "_gcount"),
  SUMMARY("", "_sum", "_count", "_created");

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> suffixes;

  FamilyType(String... suffixes) {
    this.suffixes = List.of(suffixes);
  }

  /** The type of a word behind TYPE; null if the format does not have it. */
  static @Nullable FamilyType of(String word, boolean openMetrics) {
    return switch (word) {
      case "counter", "gauge", "histogram", "summary" -> valueOf(word.toUpperCase(Locale.ROOT));
      case "untyped" -> openMetrics ? null : UNKNOWN;
      case "unknown", "info", "stateset", "gaugehistogram" ->
          openMetrics ? valueOf(word.toUpperCase(Locale.ROOT)) : null;
      default -> null;
    };
  }

  /** What may follow the name of a family; the text format has the whole name of a counter. */
  List<String> suffixes(boolean openMetrics) {
    if (openMetrics) {
      return suffixes;
    }
    return this == COUNTER
        ? List.of("")
        : suffixes.stream().filter(suffix -> !suffix.equals("_created")).toList();
  }

  /** The label that tells the samples of one series apart; empty for none. */
  String ownLabel() {
    return switch (this) {
      case HISTOGRAM, GAUGEHISTOGRAM -> "le";
      case SUMMARY -> "quantile";
      default -> "";
    };
  }

  /** Whether a series has several samples. */
  boolean isComposed() {
    return !ownLabel().isEmpty();
  }

  /** The word behind TYPE. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
