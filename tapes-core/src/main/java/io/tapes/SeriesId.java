package io.tapes;

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
   * @throws IllegalArgumentException if the name is empty, has an empty segment, a blank, a control
   *     character, a brace or half of a surrogate pair
   */
  public SeriesId {
    Names.check("metric name", name);
  }

  /**
   * How long it is.
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

  /** The name, followed by the tags in braces when there are any. */
  @Override
  public String toString() {
    return tags.isEmpty() ? name : name + tags;
  }
}
