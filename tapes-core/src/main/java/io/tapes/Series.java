package io.tapes;

/**
 * One series of a snapshot.
 *
 * @param id its name and tags
 * @param value what it held when the snapshot was taken
 */
public record Series(SeriesId id, MetricValue value) {
  /**
   * The dotted name.
   *
   * @return the name of the id
   */
  public String name() {
    return id.name();
  }

  /**
   * The tags.
   *
   * @return the tags of the id
   */
  public Tags tags() {
    return id.tags();
  }
}
