package io.tapes;

/**
 * Told which series a registry has: those of bridges to other systems that keep an entry each.
 *
 * <p>Each listener is told of everything in the order in which it happened, one call at a time: a
 * series comes, goes, and may come again. The call comes from a thread that has just made or
 * removed an instrument and holds no lock of the registry; it should be quick, because that thread
 * waits for it. Others do not: what they do meanwhile is told by the thread that is at it already,
 * when the listener has returned. Of series that appear while a snapshot is taken, of the
 * registry's own, and of those of an aggregator, it is told by a thread of the registry's, for
 * which the others wait as for the sources of gauges, with the same bound. A listener may use the
 * registry, also to make and remove instruments, and hears of that after it has returned. What it
 * throws is logged, counted in {@code tapes.listener.errors}, and goes no further. When a listener
 * has not returned for a long time, it may be spared a series that came and went in between.
 */
public interface SeriesListener {
  /**
   * There is a new series.
   *
   * @param id its name and tags
   * @param kind its kind
   */
  void added(SeriesId id, MetricKind kind);

  /**
   * A series was removed.
   *
   * @param id its name and tags
   * @param kind its kind
   */
  void removed(SeriesId id, MetricKind kind);
}
