package io.tapes;

import java.util.Comparator;

/**
 * What identifies a series: its dotted name and its tags. Ordered by name, then by tags.
 *
 * @param name the dotted name
 * @param tags the tags, possibly none
 */
public record SeriesId(String name, Tags tags) implements Comparable<SeriesId> {
  private static final Comparator<SeriesId> ORDER =
      Comparator.comparing(SeriesId::name).thenComparing(SeriesId::tags);

  /**
   * Checks the name.
   *
   * @param name the dotted name
   * @param tags the tags, possibly none
   * @throws IllegalArgumentException if the name is empty, has an empty segment, a blank or a brace
   */
  public SeriesId {
    Names.check("metric name", name);
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
