package io.tapes.distributed;

import io.tapes.Aggregation;
import io.tapes.GaugeValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The gauges of all workers. The I/O thread changes it, any thread takes snapshots. */
final class GaugeTable {
  private final ConcurrentHashMap<SeriesId, GaugeSeries> gauges = new ConcurrentHashMap<>();
  private final int maxSeries;

  GaugeTable(int maxSeries) {
    this.maxSeries = maxSeries;
  }

  /** The series of an id, null when there are too many. */
  @Nullable GaugeSeries series(SeriesId id, Aggregation aggregation) {
    GaugeSeries known = gauges.get(id);
    if (known != null) {
      return known;
    }
    return gauges.size() >= maxSeries ? null : new GaugeSeries(id, aggregation);
  }

  void set(GaugeSeries series, Presence worker, double value) {
    // It is dropped when nobody is left in it, and comes back with the next value.
    GaugeSeries current = gauges.computeIfAbsent(series.id(), absent -> series);
    current.set(worker, value);
  }

  void withdraw(GaugeSeries series, Presence worker) {
    GaugeSeries current = gauges.get(series.id());
    if (current != null) {
      current.withdraw(worker);
      dropIfEmpty(current);
    }
  }

  void end(GaugeSeries series, Presence worker) {
    GaugeSeries current = gauges.get(series.id());
    if (current != null) {
      current.end(worker);
      dropIfEmpty(current);
    }
  }

  private void dropIfEmpty(GaugeSeries series) {
    if (series.isEmpty()) {
      gauges.remove(series.id(), series);
    }
  }

  Snapshot snapshot(long wallMillis) {
    List<Series> values = new ArrayList<>();
    for (GaugeSeries gauge : gauges.values()) {
      gauge
          .combined()
          .ifPresent(
              value ->
                  values.add(new Series(gauge.id(), new GaugeValue(value, gauge.aggregation()))));
    }
    return Snapshot.of(wallMillis, values);
  }
}
