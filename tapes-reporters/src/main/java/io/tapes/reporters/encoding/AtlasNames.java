package io.tapes.reporters.encoding;

import io.tapes.Tags;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Names and tags within the alphabet of Atlas and its agent, and the limits of Atlas. */
public final class AtlasNames {
  /** Keys that the agent sets itself: a user's would decide how values are combined. */
  private static final Set<String> RESERVED = Set.of("statistic", "percentile", "name");

  private static final boolean[] KEPT = new boolean[128];
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_KEY = 60;
  private static final int LONGEST_VALUE = 120;
  private static final int MOST_TAGS = 20;

  static {
    for (char c = 0; c < KEPT.length; c++) {
      KEPT[c] =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-._~^".indexOf(c) >= 0;
    }
  }

  private AtlasNames() {}

  private static boolean isKept(int c) {
    return c < KEPT.length && KEPT[c];
  }

  /**
   * Returns a text with one underscore for each character (not each char) that is not allowed.
   *
   * @return the same text where all are
   */
  public static String mangled(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isKept(text.charAt(i))) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.append(isKept(c) ? (char) c : '_'));
        return out.toString();
      }
    }
    return text;
  }

  /**
   * Returns a name and its tags, in the order of the keys before they were changed, as all clients
   * write them: keys that become equal stand there twice. Empty tags, which Atlas would drop the
   * series for, are left out.
   */
  public static String id(String name, Tags tags) {
    StringBuilder id = new StringBuilder(name.length() + 24 * tags.size()).append(mangled(name));
    for (int i = 0; i < tags.size(); i++) {
      if (!tags.value(i).isEmpty()) {
        id.append(',').append(key(tags, i)).append('=').append(mangled(tags.value(i)));
      }
    }
    return id.toString();
  }

  /**
   * Returns the tags as Atlas gets them, in the order of their keys. Of keys that become equal the
   * last one counts.
   */
  public static Map<String, String> tags(Tags tags) {
    Map<String, String> taken = new TreeMap<>();
    for (int i = 0; i < tags.size(); i++) {
      if (!tags.value(i).isEmpty()) {
        taken.put(key(tags, i), mangled(tags.value(i)));
      }
    }
    return taken;
  }

  /** Returns what the agent tells the series apart by. */
  public static String identity(String name, Tags tags) {
    return mangled(name) + tags(tags);
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

  /** Returns why Atlas would not take a series; empty where it takes it. */
  public static String refusal(String name, Tags tags) {
    if (isLonger(name, LONGEST_NAME)) {
      return "its name has more than 255 characters, which Atlas does not take; shorten it";
    }
    int count = 0;
    for (int i = 0; i < tags.size(); i++) {
      if (!tags.value(i).isEmpty()) {
        count++;
        if (isLonger(tags.key(i), LONGEST_KEY)) {
          return "a tag's key has more than 60 characters, which Atlas does not take; shorten it";
        }
        if (isLonger(tags.value(i), LONGEST_VALUE)) {
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

  private static boolean isLonger(String text, int characters) {
    return text.length() > characters && text.codePointCount(0, text.length()) > characters;
  }
}
