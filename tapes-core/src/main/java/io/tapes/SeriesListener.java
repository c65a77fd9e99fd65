package io.tapes;

/**
 * Told which series a registry has: those of bridges to other systems that keep an entry each.
 *
 * <p>It is called by whichever thread makes or removes an instrument, one at a time and in order,
 * while others wait that want to do the same: it should be quick. It may use the registry. What it
 * throws is logged and goes no further.
 */
public interface SeriesListener {
  /**
   * There is a new series.
   *
   * @param id its name and tags
   * @param type its type
   */
  void added(SeriesId id, MetricType type);

  /**
   * A series was removed.
   *
   * @param id its name and tags
   * @param type its type
   */
  void removed(SeriesId id, MetricType type);
}
