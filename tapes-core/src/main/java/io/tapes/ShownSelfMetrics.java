package io.tapes;

import java.util.List;

/**
 * Shows what a registry counts of itself once there is something to say, also if it happened in
 * that reading. For threads that read.
 */
final class ShownSelfMetrics {
  private final SelfMetrics self;
  private final Catalogue catalogue;
  private final Tags commonTags;

  ShownSelfMetrics(SelfMetrics self, Catalogue catalogue, Tags commonTags) {
    this.self = self;
    this.catalogue = catalogue;
    this.commonTags = commonTags;
  }

  /** Brings the series of what was dropped up to date; returns whether there may be new ones. */
  boolean showDropped() {
    DroppedRecords dropped = self.dropped();
    if (!dropped.hasNews()) {
      return false;
    }
    String name = SelfMetrics.DROPPED_RECORDS;
    synchronized (catalogue) {
      dropped.show(
          metric -> {
            SeriesId id = new SeriesId(name, commonTags.and("metric", metric));
            return (Counter) catalogue.add(id, MetricInfo.of(name, MetricKind.COUNTER), 0);
          });
    }
    dropped.log();
    return true;
  }

  /**
   * Adds those that are shown for the first time to what was read; returns whether there are any.
   */
  boolean addNew(List<Series> values, long nanos, long wallMillis) {
    boolean added = false;
    for (Counter counter : self.speaking()) {
      Series value = counter.series(nanos, wallMillis);
      if (value != null) {
        values.add(value);
        catalogue.show(counter);
        added = true;
      }
    }
    if (added) {
      values.sort((a, b) -> a.id().compareTo(b.id()));
    }
    return added;
  }
}
