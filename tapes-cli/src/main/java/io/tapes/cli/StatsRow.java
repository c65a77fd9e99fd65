package io.tapes.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One series as the nested map shows it.
 *
 * @param name the dotted name
 * @param tags {@code {key=value}}, empty without tags
 * @param fields its numbers, such as {@code count}
 */
record StatsRow(String name, String tags, Map<String, Number> fields) {
  /** The rows of a nested map: every object that has numbers is a series. */
  static List<StatsRow> of(Map<?, ?> stats) {
    List<StatsRow> rows = new ArrayList<>();
    collect("", "", stats, rows);
    return rows;
  }

  private static void collect(String name, String tags, Map<?, ?> node, List<StatsRow> rows) {
    Map<String, Number> fields = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : node.entrySet()) {
      Object value = entry.getValue();
      // The field of a series that has a child of the same name stands in the child's map.
      Object shown = value instanceof Map<?, ?> child ? child.get("") : value;
      String key = String.valueOf(entry.getKey());
      if (shown instanceof Number number && !key.isEmpty()) {
        fields.put(key, number);
      }
    }
    if (!fields.isEmpty()) {
      rows.add(new StatsRow(name, tags, fields));
    }
    for (Map.Entry<?, ?> entry : node.entrySet()) {
      if (entry.getValue() instanceof Map<?, ?> child) {
        String key = String.valueOf(entry.getKey());
        if (key.startsWith("{")) {
          collect(name, key, child, rows);
        } else {
          collect(name.isEmpty() ? key : name + "." + key, "", child, rows);
        }
      }
    }
  }

  /** Name and tags, as the table shows them. */
  String title() {
    return tags.isEmpty() ? name : name + " " + tags.substring(1, tags.length() - 1);
  }

  /** Its own self-metrics interest the user less than the application's. */
  boolean isSelfMetric() {
    return name.startsWith("tapes.");
  }

  /** Only timers have rates and quantiles, and only their values are seconds. */
  boolean isTimer() {
    return fields.containsKey("m1") && fields.containsKey("q50");
  }

  /** The count, or the value of a counter or gauge. */
  double amount() {
    return number("count").or(() -> number("value")).orElse(0.0);
  }

  Optional<Double> number(String field) {
    return Optional.ofNullable(fields.get(field)).map(Number::doubleValue);
  }
}
