package io.tapes;

/** The rules for metric names, in one place. */
final class Names {
  private Names() {}

  /**
   * Returns the name if it is a valid one.
   *
   * @param what what the name is for, as the error message calls it
   */
  static String check(String what, String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          what + " '' is empty; use segments separated by single dots, such as 'http.requests'");
    }
    int segmentStart = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.') {
        checkSegment(what, name, segmentStart, i);
        segmentStart = i + 1;
      } else if (Character.isISOControl(c)) {
        throw new IllegalArgumentException(
            what
                + " '"
                + printable(name)
                + "' has a control character at position "
                + i
                + "; use '_' or '-' instead");
      } else if (Character.isSurrogate(c)) {
        if (!isPair(name, i)) {
          throw new IllegalArgumentException(
              what
                  + " '"
                  + printable(name)
                  + "' has half of a surrogate pair at position "
                  + i
                  + ", which no encoding can carry; use whole characters");
        }
        i++;
      }
    }
    checkSegment(what, name, segmentStart, name.length());
    return name;
  }

  /** The name as it stands before tags in braces: a text that no other name and tags become. */
  static String beforeTags(String name) {
    if (name.indexOf('{') < 0 && name.indexOf('}') < 0 && name.indexOf('\\') < 0) {
      return name;
    }
    StringBuilder out = new StringBuilder(name.length() + 4);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '{' || c == '}' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  /**
   * Throws a sentence if a key has what no encoding can carry: it would become another key on the
   * way, perhaps out of order, or that of a neighbour.
   *
   * @param owner whose tags they are, as the error message calls it
   */
  static void checkKeys(String owner, Tags tags) {
    for (int i = 0; i < tags.size(); i++) {
      String key = tags.key(i);
      for (int at = 0; at < key.length(); at++) {
        if (Character.isSurrogate(key.charAt(at))) {
          if (!isPair(key, at)) {
            throw new IllegalArgumentException(
                "the key '"
                    + printable(key)
                    + "' of "
                    + owner
                    + " has half of a surrogate pair at position "
                    + at
                    + "; use whole characters");
          }
          at++;
        }
      }
    }
  }

  private static boolean isPair(String name, int at) {
    return Character.isHighSurrogate(name.charAt(at))
        && at + 1 < name.length()
        && Character.isLowSurrogate(name.charAt(at + 1));
  }

  private static void checkSegment(String what, String name, int start, int end) {
    if (start == end) {
      throw new IllegalArgumentException(
          what + " '" + name + "' has an empty segment; use single dots between segments");
    }
  }

  private static String printable(String name) {
    StringBuilder out = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                out.append(String.format("\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
