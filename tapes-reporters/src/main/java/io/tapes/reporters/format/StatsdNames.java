package io.tapes.reporters.format;

import io.tapes.Tags;

/** Names and tags within StatsD's alphabets. */
final class StatsdNames {
  private StatsdNames() {}

  /** What Etsy's server keeps of a name: letters, digits, underscore, minus; dots as asked. */
  static void appendMangled(String text, boolean dots, StringBuilder out) {
    text.codePoints()
        .forEach(
            c -> {
              boolean kept =
                  (c >= 'a' && c <= 'z')
                      || (c >= 'A' && c <= 'Z')
                      || (c >= '0' && c <= '9')
                      || c == '_'
                      || c == '-'
                      || (dots && c == '.');
              out.append(kept ? (char) c : '_');
            });
  }

  /** The tags as name segments; an empty value is an underscore, as no segment may be empty. */
  static void appendSegments(Tags tags, StringBuilder out) {
    for (int i = 0; i < tags.size(); i++) {
      out.append('.');
      appendMangled(tags.key(i), false, out);
      out.append('.');
      appendMangled(tags.value(i).isEmpty() ? "_" : tags.value(i), false, out);
    }
  }

  /** The tags as DogStatsD's suffix, empty when there are none. */
  static String suffix(Tags tags) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < tags.size(); i++) {
      out.append(i == 0 ? "|#" : ",");
      appendTag(tags.key(i), false, out);
      if (!tags.value(i).isEmpty()) {
        appendTag(tags.value(i), true, out.append(':'));
      }
    }
    return out.toString();
  }

  /** Keeps letters of all scripts; a value may hold colons, as only the first one separates. */
  private static void appendTag(String text, boolean colons, StringBuilder out) {
    text.codePoints()
        .forEach(
            c -> {
              boolean kept =
                  Character.isLetterOrDigit(c) || "_-./".indexOf(c) >= 0 || (colons && c == ':');
              out.appendCodePoint(kept ? c : '_');
            });
  }
}
