package io.tapes.reporters.format;

import io.tapes.Tags;
import java.util.Map;
import java.util.TreeMap;

/** Names and labels within Prometheus' alphabets: letters, digits and underscores of ASCII. */
final class PrometheusNames {
  private PrometheusNames() {}

  /** A metric name. No colons: they are reserved for recording rules. */
  static String metric(String dotted) {
    return mangle(dotted);
  }

  /** A label name; two underscores at the start are reserved and become one. */
  static String label(String key) {
    String mangled = mangle(key);
    int underscores = 0;
    while (underscores < mangled.length() && mangled.charAt(underscores) == '_') {
      underscores++;
    }
    return underscores < 2 ? mangled : mangled.substring(underscores - 1);
  }

  /**
   * Tags as the inside of a label set, sorted by label name; empty values mean "no such label" and
   * are dropped. A key that mangles to a name already taken gets underscores until it is free.
   *
   * @param reserved a label that the format sets itself, such as {@code le}; empty for none
   */
  static String labels(Tags tags, String reserved) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < tags.size(); i++) {
      String value = tags.value(i);
      if (!value.isEmpty()) {
        String label = label(tags.key(i));
        while (label.equals(reserved) || labels.containsKey(label)) {
          label += label.equals("_") ? "2" : "_"; // never two underscores at the start
        }
        labels.put(label, value);
      }
    }
    StringBuilder out = new StringBuilder();
    labels.forEach(
        (label, value) -> {
          out.append(out.length() == 0 ? "" : ",").append(label).append("=\"");
          escape(Text.wellFormed(value), true, out);
          out.append('"');
        });
    return out.toString();
  }

  /** Escapes backslash and line feed, and where asked the quotation mark. */
  static void escape(String text, boolean quotes, StringBuilder out) {
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

  /** One underscore for each character (not each char) that is not allowed. */
  private static String mangle(String text) {
    StringBuilder out = new StringBuilder(text.length() + 1);
    text.codePoints()
        .forEach(
            c -> {
              boolean digit = c >= '0' && c <= '9';
              if (digit && out.length() == 0) {
                out.append('_');
              }
              boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
              out.append(digit || letter ? (char) c : '_');
            });
    return out.toString();
  }
}
