package io.tapes.reporters.encoding;

import io.tapes.Tags;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Tags whose keys a format has to change, so that two of them may become one. */
public final class MangledTags {
  private MangledTags() {}

  /**
   * Returns the values by their changed keys, in the order of those: backends tell series apart by
   * the set of tags. A key that another one has taken already gets underscores until it is free.
   */
  public static Map<String, String> of(Tags tags, UnaryOperator<String> mangle) {
    if (tags.isEmpty()) {
      return Map.of();
    }
    Map<String, String> mangled = new TreeMap<>();
    for (int i = 0; i < tags.size(); i++) {
      String key = mangle.apply(tags.key(i));
      while (mangled.containsKey(key)) {
        key += "_";
      }
      mangled.put(key, tags.value(i));
    }
    return mangled;
  }
}
