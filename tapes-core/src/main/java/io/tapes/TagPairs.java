package io.tapes;

/** Keys at even positions, each followed by its value: how {@link Tags} keep them. */
final class TagPairs {
  private TagPairs() {}

  /** Insertion sort: sets are small, and it also refuses null with the pair's position. */
  static void sort(String[] pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      String key = pairs[i];
      String value = pairs[i + 1];
      if (key == null || value == null) {
        throw new IllegalArgumentException(
            "tag " + key + "=" + value + " has a null; use the empty string for an unknown value");
      }
      int j = i - 2;
      while (j >= 0 && pairs[j].compareTo(key) > 0) {
        pairs[j + 2] = pairs[j];
        pairs[j + 3] = pairs[j + 1];
        j -= 2;
      }
      pairs[j + 2] = key;
      pairs[j + 3] = value;
    }
  }

  /** The form used in nested maps. */
  static String text(String[] pairs) {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < pairs.length; i += 2) {
      if (i > 0) {
        out.append(',');
      }
      escape(pairs[i], out);
      out.append('=');
      escape(pairs[i + 1], out);
    }
    return out.append('}').toString();
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c == ',' || c == '=' || c == '}') {
        out.append('\\');
      }
      out.append(c);
    }
  }
}
