package io.tapes.reporters.prometheus;

import io.tapes.reporters.encoding.Text;

/** How names appear: within Prometheus' old alphabet, or as they are. */
enum PrometheusNaming {
  /** Letters, digits, underscores and colons of ASCII; an underscore for everything else. */
  UNDERSCORES("underscores"),
  /** As that, but of which dots and underscores can be told: {@code _dot_} and {@code __}. */
  DOTS("dots"),
  /** Of which every name can be told: {@code U__} and the numbers of characters. */
  VALUES("values"),
  /** Any characters, in quotation marks where the old alphabet does not have them. */
  UTF_8("allow-utf-8");

  /** What scrapers call it. */
  final String word;

  PrometheusNaming(String word) {
    this.word = word;
  }

  /** The naming that a scraper asks for; underscores where there is none of that word. */
  static PrometheusNaming of(String word) {
    for (PrometheusNaming naming : values()) {
      if (naming.word.equals(word)) {
        return naming;
      }
    }
    return UNDERSCORES;
  }

  /** Whether whole names are escaped, suffixes included, so that they can be told again. */
  boolean isReversible() {
    return this == DOTS || this == VALUES;
  }

  /** A metric name, in which colons stay. */
  String metric(String dotted) {
    return isReversible()
        ? escaped(dotted, ':')
        : this == UTF_8 ? Text.wellFormed(dotted) : mangle(dotted, ':');
  }

  /** A label name; two underscores at the start are reserved and become one. */
  String label(String key) {
    String name =
        isReversible()
            ? escaped(key, '_')
            : this == UTF_8 ? Text.wellFormed(key) : mangle(key, '_');
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

  /**
   * As the Go client escapes names; {@code also} is allowed beside letters, digits and underscores.
   */
  String escaped(String name, char also) {
    if (this == VALUES && isPlain(name, also)) {
      return name;
    }
    StringBuilder out = new StringBuilder(name.length() + 16).append(this == VALUES ? "U__" : "");
    String whole = Text.wellFormed(name);
    for (int i = 0; i < whole.length(); i = whole.offsetByCodePoints(i, 1)) {
      int c = whole.codePointAt(i);
      boolean digit = c >= '0' && c <= '9' && i > 0;
      if (c == '_') {
        out.append("__");
      } else if (digit || (c < 128 && isLetter((char) c, also))) {
        out.append((char) c);
      } else if (this == VALUES) {
        out.append('_').append(Integer.toHexString(c)).append('_');
      } else {
        out.append(c == '.' ? "_dot_" : "__");
      }
    }
    return out.toString();
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
