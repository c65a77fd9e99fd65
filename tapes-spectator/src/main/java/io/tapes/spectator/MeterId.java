package io.tapes.spectator;

import io.tapes.Tags;
import io.tapes.reporters.encoding.AtlasNames;
import io.tapes.reporters.encoding.Text;
import io.tapes.support.LogLimiter;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * The name and the tags of a meter. Two ids are equal when they have the same name and the same
 * tags, in whatever order these were given.
 *
 * <p>Tags with an empty key or value are left out with a warning, at most one a minute. An id that
 * Atlas would not take (without a name, a name of more than 255 characters, a key of more than 60,
 * a value of more than 120, more than 20 tags) exists, and its meters send nothing.
 *
 * <p>Any thread may use an instance.
 */
public final class MeterId {
  private static final LogLimiter LOG =
      new LogLimiter(LoggerFactory.getLogger("spectator.meter.meter_id"));

  /** Names may be of any length, and a log should stay readable. */
  private static final int SHOWN = 200;

  private final String name;
  private final Tags tags;

  /** What stands between the colons of a line; empty where there must be none. */
  private final String line;

  private MeterId(String name, Tags tags) {
    this.name = name;
    this.tags = tags;
    this.line = lineOf(name, tags);
  }

  /**
   * Returns an id. Usually {@link SpectatorRegistry#newId(String, Map)} makes it, with the common
   * tags.
   *
   * @param name the name
   * @param tags the tags
   * @return the id
   */
  public static MeterId of(String name, Map<String, String> tags) {
    return of(name, tags, Tags.empty());
  }

  /** An id with common tags, which come before the others. */
  static MeterId of(String name, Map<String, String> tags, Tags common) {
    return new MeterId(name == null ? "" : name, checked(tags).and(common));
  }

  private static Tags checked(Map<String, String> tags) {
    String[] pairs = new String[2 * tags.size()];
    int count = 0;
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      String key = tag.getKey();
      String value = tag.getValue();
      if (key == null || key.isEmpty() || value == null || value.isEmpty()) {
        LOG.warn(
            "the tag '"
                + shown(String.valueOf(key))
                + "' with the value '"
                + shown(String.valueOf(value))
                + "' is left out; keys and values must not be empty",
            null);
      } else {
        pairs[count++] = key;
        pairs[count++] = value;
      }
    }
    return Tags.of(count == pairs.length ? pairs : Arrays.copyOf(pairs, count));
  }

  private static String lineOf(String name, Tags tags) {
    String refusal =
        name.isEmpty() ? "it has no name; give it one" : AtlasNames.refusal(name, tags);
    if (refusal.isEmpty()) {
      return AtlasNames.id(name, tags);
    }
    LOG.warn("updates of the meter '" + shown(name) + "' are dropped: " + refusal, null);
    return "";
  }

  /** The name as a log may show it. */
  String shown() {
    return shown(name);
  }

  private static String shown(String text) {
    return Text.printable(text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…");
  }

  /**
   * Returns an id with one more tag.
   *
   * @param key the key; a value that it has already is replaced
   * @param value the value
   * @return a new id
   */
  public MeterId withTag(String key, String value) {
    return withTags(Collections.singletonMap(key, value));
  }

  /**
   * Returns an id with more tags.
   *
   * @param more the values by key; they replace those that are there already
   * @return a new id, or this one where there are no more
   */
  public MeterId withTags(Map<String, String> more) {
    return with(checked(more));
  }

  /** The same id where the tags are among those that it has. */
  MeterId with(Tags more) {
    return tags.containsAll(more) ? this : new MeterId(name, tags.and(more));
  }

  /**
   * Returns the name.
   *
   * @return as it was given
   */
  public String name() {
    return name;
  }

  /**
   * Returns the tags.
   *
   * @return the values by key, as they were given, in the order of the keys; unmodifiable
   */
  public Map<String, String> tags() {
    return tags.asMap();
  }

  /** The name and the tags as a line has them; empty where meters send nothing. */
  String line() {
    return line;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MeterId that && name.equals(that.name) && tags.equals(that.tags);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + tags.hashCode();
  }

  /** Returns the name and the tags as a line has them. */
  @Override
  public String toString() {
    return AtlasNames.id(name, tags);
  }
}
