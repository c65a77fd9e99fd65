package io.tapes.reporters.prometheus;

import io.tapes.Tags;
import io.tapes.reporters.encoding.Text;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tags as labels. */
final class PrometheusLabels {
  private PrometheusLabels() {}

  /**
   * Labels sorted by name; empty values mean "no such label" and are dropped. A key that becomes a
   * name already taken gets underscores until it is free.
   *
   * @param reserved a label that the format sets itself, such as {@code le}; empty for none
   * @param taken labels that the reader sets; a tag that would be one of them is {@code exported_}
   */
  static Map<String, String> of(
      Tags tags, String reserved, Set<String> taken, PrometheusNaming naming) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < tags.size(); i++) {
      String value = tags.value(i);
      if (!value.isEmpty()) {
        String label = exported(naming.label(tags.key(i)), taken);
        while (label.equals(reserved) || labels.containsKey(label)) {
          label += label.equals("_") ? "2" : "_"; // never two underscores at the start
        }
        labels.put(label, Text.wellFormed(value));
      }
    }
    return labels;
  }

  private static String exported(String label, Set<String> taken) {
    String free = label;
    while (taken.contains(free)) {
      free = "exported_" + free;
    }
    return free;
  }

  /** The inside of a label set. */
  static String text(Map<String, String> labels) {
    StringBuilder out = new StringBuilder();
    labels.forEach(
        (label, value) -> {
          out.append(out.length() == 0 ? "" : ",").append(label(label)).append("=\"");
          escape(value, true, out);
          out.append('"');
        });
    return out.toString();
  }

  /** The name of a metric, in quotation marks where it needs them. */
  static String metric(String name) {
    return PrometheusNaming.isPlainMetric(name) ? name : quoted(name);
  }

  private static String label(String name) {
    return PrometheusNaming.isPlainLabel(name) ? name : quoted(name);
  }

  private static String quoted(String name) {
    StringBuilder out = new StringBuilder(name.length() + 2).append('"');
    escape(name, true, out);
    return out.append('"').toString();
  }

  /** Escapes backslash and line feed, and where asked the quotation mark. */
  static void escape(String text, boolean quotes, StringBuilder out) {
    if (text.indexOf('\\') < 0 && text.indexOf('\n') < 0 && text.indexOf('"') < 0) {
      out.append(text);
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        out.append("\\n");
      } else {
        if (c == '\\' || (quotes && c == '"')) {
          out.append('\\');
        }
        out.append(c);
      }
    }
  }
}
