package io.tapes.reporters.prometheus;

import io.tapes.reporters.encoding.Text;

/** How names appear: within Prometheus' old alphabet, or as they are. */
enum PrometheusNaming {
  /** Letters, digits, underscores and colons of ASCII; an underscore for everything else. */
  UNDERSCORES,
  /** Any characters, in quotation marks where the old alphabet does not have them. */
  UTF_8;

  /** A metric name, in which colons stay. */
  String metric(String dotted) {
    return this == UTF_8 ? Text.wellFormed(dotted) : mangle(dotted, ':');
  }

  /** A label name; two underscores at the start are reserved and become one. */
  String label(String key) {
    String name = this == UTF_8 ? Text.wellFormed(key) : mangle(key, '_');
    int underscores = 0;
    while (underscores < name.length() && name.charAt(underscores) == '_') {
      underscores++;
    }
    return underscores < 2 ? name : name.substring(underscores - 1);
  }

  /** Whether the name of a metric needs no quotation marks. */
  static boolean isPlainMetric(String name) {
    return isPlain(name, ':');
  }

  /** Whether the name of a label needs no quotation marks. */
  static boolean isPlainLabel(String name) {
    return isPlain(name, '_');
  }

  private static boolean isLetter(char c, char also) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == also;
  }

  private static boolean isPlain(String name, char also) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = isLetter(c, also);
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** One underscore for each character (not each char) that is not allowed. */
  private static String mangle(String text, char also) {
    if (isPlain(text, also)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 1);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (digit && i == 0) {
        out.append('_');
      }
      out.append(digit || isLetter(c, also) ? c : '_');
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      }
    }
    return out.toString();
  }
}
