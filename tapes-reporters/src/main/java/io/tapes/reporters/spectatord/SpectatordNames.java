package io.tapes.reporters.spectatord;

import io.tapes.Tags;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/** Names and tags within the alphabet of spectatord, and the limits of its backend. */
final class SpectatordNames {
  /** Keys that the agent sets itself: a user's would decide how values are combined. */
  private static final Set<String> RESERVED = Set.of("statistic", "percentile", "name");

  private static final String KEPT = "-._~^";
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_KEY = 60;
  private static final int LONGEST_VALUE = 120;
  private static final int MOST_TAGS = 20;

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
   * A name and its tags, in the order of the keys before they were changed, as all clients write
   * them: keys that become equal stand there twice. Empty tags, which the backend would drop the
   * series for, are left out.
   */
  static String id(String name, Tags tags) {
    StringBuilder id = new StringBuilder(mangled(name));
    for (int i = 0; i < tags.size(); i++) {
      if (!tags.value(i).isEmpty()) {
        id.append(',').append(key(tags, i)).append('=').append(mangled(tags.value(i)));
      }
    }
    return id.toString();
  }

  /** What the agent tells the series apart by: a set, and of equal keys it takes the last one. */
  static String identity(String name, Tags tags) {
    TreeMap<String, String> taken = new TreeMap<>();
    for (int i = 0; i < tags.size(); i++) {
      if (!tags.value(i).isEmpty()) {
        taken.put(key(tags, i), mangled(tags.value(i)));
      }
    }
    return mangled(name) + taken;
  }

  /** A reserved key gets underscores until no other tag has it. */
  private static String key(Tags tags, int at) {
    String key = mangled(tags.key(at));
    if (!RESERVED.contains(key)) {
      return key;
    }
    Set<String> others = new HashSet<>();
    for (int i = 0; i < tags.size(); i++) {
      others.add(mangled(tags.key(i)));
    }
    while (others.contains(key)) {
      key += "_";
    }
    return key;
  }

  /** Why the backend would not take a series; empty where it takes it. */
  static String refusal(String name, Tags tags) {
    if (length(name) > LONGEST_NAME) {
      return "its name has more than 255 characters, which Atlas does not take; shorten it";
    }
    int count = 0;
    for (int i = 0; i < tags.size(); i++) {
      if (!tags.value(i).isEmpty()) {
        count++;
        if (key(tags, i).length() > LONGEST_KEY) {
          return "a tag's key has more than 60 characters, which Atlas does not take; shorten it";
        }
        if (length(tags.value(i)) > LONGEST_VALUE) {
          return "the value of its tag '"
              + key(tags, i)
              + "' has more than 120 characters, which Atlas does not take; shorten it";
        }
      }
    }
    return count <= MOST_TAGS
        ? ""
        : "it has more than 20 tags, which Atlas does not take; use less";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
