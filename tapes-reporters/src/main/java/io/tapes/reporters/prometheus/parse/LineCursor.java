package io.tapes.reporters.prometheus.parse;

/**
 * A cursor over a line. OpenMetrics allows one space where the text format allows any blanks, or
 * none.
 */
class LineCursor {
  final boolean openMetrics;
  private final String line;
  private int at;

  LineCursor(String line, boolean openMetrics) {
    this.line = line;
    this.openMetrics = openMetrics;
  }

  final boolean endsWith(char c) {
    return !line.isEmpty() && line.charAt(line.length() - 1) == c;
  }

  final boolean isAtEnd() {
    return at == line.length();
  }

  /** Goes on by a character that was looked at. */
  final void skip() {
    at++;
  }

  /** A text in quotation marks, of which the first is the next character. */
  final String string() throws Malformed {
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

  /** Goes over what stands between two parts: one space in OpenMetrics, else perhaps blanks. */
  final void separator() throws Malformed {
    if (!openMetrics) {
      skipBlanks();
      return;
    }
    if (peek() != ' ') {
      throw expected("one space");
    }
    at++;
  }

  final void skipBlanks() {
    while (!openMetrics && (peek() == ' ' || peek() == '\t')) {
      at++;
    }
  }

  /** What comes until the next blank. */
  final String token() throws Malformed {
    int start = at;
    while (at < line.length() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
      at++;
    }
    if (at == start) {
      throw expected("a number");
    }
    return line.substring(start, at);
  }

  /** A name of the old alphabet. */
  final String word(boolean colons, String what) throws Malformed {
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
  final char peek() {
    return at < line.length() ? line.charAt(at) : 0;
  }

  final Malformed expected(String what) {
    String found = at < line.length() ? Malformed.shown(line.substring(at)) : "the end of the line";
    return new Malformed("expected " + what + " at character " + (at + 1) + ", found " + found);
  }

  /** Whether a text is a name of the old alphabet. */
  static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPartOfName(text.charAt(i), true, i > 0)) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
