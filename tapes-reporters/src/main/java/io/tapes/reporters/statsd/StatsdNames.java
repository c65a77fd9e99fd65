package io.tapes.reporters.statsd;

import io.tapes.Tags;
import io.tapes.reporters.encoding.MangledTags;
import io.tapes.reporters.encoding.Text;

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
    MangledTags.of(tags, key -> Text.mangled(key, "_-./"))
        .forEach(
            (key, value) -> {
              out.append(out.length() == 0 ? "|#" : ",").append(key);
              if (!value.isEmpty()) {
                // A value may hold colons, as only the first one separates.
                Text.mangle(value, "_-./:", out.append(':'));
              }
            });
    return out.toString();
  }
}
