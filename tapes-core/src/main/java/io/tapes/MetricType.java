package io.tapes;

import java.util.List;
import java.util.Locale;

/** The kinds of instruments, and the names of the fields that each one shows in a nested map. */
public enum MetricType {
  /** Counts up, and where asked down. */
  COUNTER("value"),
  /** A value that goes up and down. */
  GAUGE("value"),
  /** Counts events and shows their rates per second. */
  METER("count", "m1", "m5", "m15"),
  /** A distribution of recorded numbers. */
  HISTOGRAM("count", "min", "max", "mean", "stddev", "q50", "q75", "q95", "q98", "q99", "q999"),
  /** A distribution of durations, with their rates. */
  TIMER(
      "count", "m1", "m5", "m15", "min", "max", "mean", "stddev", "q50", "q75", "q95", "q98", "q99",
      "q999");

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> fields;

  MetricType(String... fields) {
    this.fields = List.of(fields);
  }

  /**
   * The names of the fields in the order in which they are shown.
   *
   * @return an unmodifiable list
   */
  public List<String> fields() {
    return fields;
  }

  /** The word for it in messages, such as {@code counter}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
