package io.tapes.reporters.format;

import io.tapes.Tags;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names and tags within the alphabet of spectatord. */
final class SpectatordNames {
  private static final String KEPT = "-._~^";

  private SpectatordNames() {}

  /** One underscore for each character (not each char) that is not allowed. */
  static String mangled(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              boolean kept =
                  (c >= 'a' && c <= 'z')
                      || (c >= 'A' && c <= 'Z')
                      || (c >= '0' && c <= '9')
                      || KEPT.indexOf(c) >= 0;
              out.append(kept ? (char) c : '_');
            });
    return out.toString();
  }

  /**
   * A name and its tags, in the order of the keys before they were changed. Empty tags, which the
   * backend would drop the series for, are left out; of keys that become equal, one is kept.
   *
   * @param statistic the value of the tag of that name; empty for none
   */
  static String id(String name, Tags tags, String statistic) {
    Map<String, String> kept = new LinkedHashMap<>();
    for (int i = 0; i < tags.size(); i++) {
      if (!tags.value(i).isEmpty()) {
        kept.put(mangled(tags.key(i)), mangled(tags.value(i)));
      }
    }
    if (!statistic.isEmpty()) {
      kept.put("statistic", statistic);
    }
    StringBuilder id = new StringBuilder(mangled(name));
    kept.forEach((key, value) -> id.append(',').append(key).append('=').append(value));
    return id.toString();
  }
}
