package io.tapes.distributed.aggregator;

import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.SeriesDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The gauges of all workers. The I/O thread changes it, any thread takes snapshots. */
final class GaugeTable {
  private final ConcurrentHashMap<SeriesId, GaugeSeries> gauges = new ConcurrentHashMap<>();

  /** The series of an id. */
  GaugeSeries series(SeriesId id, MetricInfo info) {
    GaugeSeries known = gauges.get(id);
    if (known == null) {
      return new GaugeSeries(id, info);
    }
    known.describe(info);
    return known;
  }

  /** The worker takes part, until it withdraws or ends. */
  GaugePart join(GaugeSeries series, WorkerLiveness worker, LevelValue first) {
    // It is dropped when no worker is left in it, and comes back with the next value.
    return gauges.computeIfAbsent(series.id(), absent -> series).join(worker, first);
  }

  void withdraw(GaugeSeries series, WorkerLiveness worker) {
    GaugeSeries current = gauges.get(series.id());
    if (current != null) {
      current.withdraw(worker);
      dropIfEmpty(current);
    }
  }

  void end(GaugeSeries series, WorkerLiveness worker) {
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

  /** Forgets a gauge that no worker has. */
  void drop(SeriesId id) {
    gauges.remove(id);
  }

  /** Forgets what workers that ended long ago left in series of their own; returns how many. */
  int expireEnded(long now, long afterNanos) {
    int expired = 0;
    for (GaugeSeries gauge : gauges.values()) {
      if (gauge.aggregation().isPerProcess()) {
        expired += gauge.expireEnded(now, afterNanos);
        dropIfEmpty(gauge);
      }
    }
    return expired;
  }

  Snapshot snapshot(long wallMillis) {
    // Two gauges may come to the same series, one by the tag 'worker' and one of its own.
    Map<SeriesId, Series> values = new HashMap<>();
    for (GaugeSeries gauge : gauges.values()) {
      gauge.show(
          wallMillis,
          (id, value) -> values.putIfAbsent(id, new Series(id, gauge.info(), value, 0, 0)));
    }
    return Snapshot.of(wallMillis, values.values());
  }

  /** All that ended workers held, for a checkpoint. */
  List<Checkpoint.EndedGauge> ended() {
    List<Checkpoint.EndedGauge> all = new ArrayList<>();
    for (GaugeSeries gauge : gauges.values()) {
      SeriesDescriptor definition = new SeriesDescriptor(gauge.id(), gauge.info());
      gauge.forEachEnded(
          (label, value) -> all.add(new Checkpoint.EndedGauge(definition, label, value)));
    }
    return all;
  }

  /** What an ended worker held according to a checkpoint. */
  void restore(GaugeSeries series, String label, LevelValue value) {
    gauges.computeIfAbsent(series.id(), absent -> series).addEnded(label, value);
  }
}
