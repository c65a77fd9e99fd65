package io.tapes;

/**
 * One series of a snapshot.
 *
 * @param id its name and tags
 * @param value what it held when the snapshot was taken
 * @param incarnation which of the series that had this id one after the other it is: one that was
 *     removed and made again has another number, and counts from zero; 0 where that is not known,
 *     as with the series of a {@link MetricSource}
 */
public record Series(SeriesId id, MetricValue value, long incarnation) {
  /**
   * A series of which it is not known whether it was ever removed and made again.
   *
   * @param id its name and tags
   * @param value what it held when the snapshot was taken
   */
  public Series(SeriesId id, MetricValue value) {
    this(id, value, 0);
  }

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

  /**
   * Whether this is a later state of an earlier series, so that the difference of the two is what
   * happened in between. A series that was removed and made again since is another one, whatever it
   * holds.
   *
   * @param earlier a series of the same id
   * @return false if they are known to be different ones
   */
  public boolean continues(Series earlier) {
    return incarnation == earlier.incarnation || incarnation == 0 || earlier.incarnation == 0;
  }

  /** The number of a sum of two: that of both, or of the one that is known. */
  static long incarnation(Series a, Series b) {
    return a.incarnation == b.incarnation || b.incarnation == 0
        ? a.incarnation
        : a.incarnation == 0 ? b.incarnation : 0;
  }

  /** Equal to what has the same name, tags and value, whichever incarnation it is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Series that && id.equals(that.id) && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + value.hashCode();
  }
}
