package io.tapes;

import io.tapes.support.PathKeys;
import java.util.Comparator;

/**
 * What identifies a series: its dotted name and its tags. Ordered by name, then by tags.
 *
 * <p>Registries take ids of {@link #MAX_LENGTH} characters at most: frames and files have room for
 * so much in any case.
 *
 * @param name the dotted name
 * @param tags the tags, possibly none
 */
public record SeriesId(String name, Tags tags) implements Comparable<SeriesId> {
  /**
   * The most characters that name, keys and values of a registry's series have together: 16,384.
   */
  public static final int MAX_LENGTH = 16_384;

  private static final int SHOWN = 64;
  private static final Comparator<SeriesId> ORDER =
      Comparator.comparing(SeriesId::name).thenComparing(SeriesId::tags);

  /**
   * Checks the name.
   *
   * @param name the dotted name
   * @param tags the tags, possibly none
   * @throws IllegalArgumentException if the name is empty, has an empty segment, a control
   *     character or half of a surrogate pair, or a key of the tags has the latter
   */
  public SeriesId {
    Names.check("metric name", name);
    Names.checkKeys("a metric", tags);
  }

  /**
   * Returns how long it is.
   *
   * @return the characters of the name, the keys and the values together
   */
  public int length() {
    int length = name.length();
    for (int i = 0; i < tags.size(); i++) {
      length += tags.key(i).length() + tags.value(i).length();
    }
    return length;
  }

  /** Throws a sentence if it is longer than a registry takes. */
  void requireRoom() {
    if (length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "metric name '"
              + (name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name)
              + "' has with its tags "
              + length()
              + " characters, and there is room for "
              + MAX_LENGTH
              + "; shorten them");
    }
  }

  @Override
  public int compareTo(SeriesId other) {
    return ORDER.compare(this, other);
  }

  /**
   * Returns where the series stands in the nested map; see {@link Snapshot#pathKeys}.
   *
   * @return the name, with a backslash before each segment that begins with a brace or a backslash,
   *     and behind a dot the tags if there are any
   */
  public String path() {
    return tags.isEmpty() ? PathKeys.path(name) : PathKeys.path(name) + "." + tags;
  }

  /**
   * Returns a text that no other id has: the name, and the tags in braces when there are any.
   * Braces and backslashes in the name have a backslash before them.
   */
  @Override
  public String toString() {
    String start = Names.beforeTags(name);
    return tags.isEmpty() ? start : start + tags;
  }
}
