package io.tapes.distributed.aggregator;

import io.tapes.Clock;
import io.tapes.EndedLog;
import io.tapes.LastValues;
import io.tapes.MetricValue;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Shape;
import io.tapes.Snapshot;
import io.tapes.Ticking;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.CellValues;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.SeriesDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.StampedLock;

/** What all workers add up to. The I/O thread adds, any thread takes snapshots. */
public final class AggregateRegistry {
  /*
   * Sums live in an ordinary registry: differences are added to its instruments, so rates and
   * recent figures of the merged stream are computed by the core, as if everything had been
   * recorded here. Gauges cannot be added up in advance; they stand in a table and are combined
   * when a snapshot is taken. Their names are claimed in the registry nevertheless, by gauges that
   * are never set and so never shown: thereby one place decides which series contradict each other.
   *
   * What a checkpoint brings back stands beside the registry and is added to its snapshots: to
   * record it would show as a burst of events at the moment of the restart.
   */

  /** Which part of the memory for series the last values may take that no reporter delivers. */
  private static final int ENDED_PART = 16;

  private final Registry registry;
  private final GaugeTable gauges;
  private final MemoryBudget budget;
  private final SumPlaces places;
  private final AggregateAppliers appliers;
  private final EndedLog ended;
  private volatile Snapshot past = Snapshot.of(0, List.of());

  /** No snapshot may show a series of which one part is gone and another is not. */
  private final StampedLock expiring = new StampedLock();

  public AggregateRegistry(Clock clock, int maxSeries) {
    this(clock, maxSeries, Long.MAX_VALUE / 2);
  }

  public AggregateRegistry(Clock clock, int maxSeries, long memoryLimit) {
    this(clock, Ticking.byThread(), maxSeries, memoryLimit);
  }

  /**
   * Nothing yet.
   *
   * @param memoryLimit in bytes, for what is kept because of workers
   */
  public AggregateRegistry(Clock clock, Ticking ticking, int maxSeries, long memoryLimit) {
    // The limit is kept here, as the aggregator's own series are no worker's.
    registry =
        Registry.builder()
            .clock(clock)
            .ticking(ticking)
            .maxSeries(Integer.MAX_VALUE)
            .listenersApart(true) // who receives makes the series
            .build();
    gauges = new GaugeTable();
    budget = new MemoryBudget(memoryLimit, registry);
    places = new SumPlaces(maxSeries, budget, registry.counter("tapes.overflow"));
    appliers = new AggregateAppliers(registry, gauges, budget, places);
    ended =
        new EndedLog(
            maxSeries, memoryLimit / ENDED_PART, registry.counter("tapes.removed.lost")::increment);
  }

  public MemoryBudget budget() {
    return budget;
  }

  public Registry registry() {
    return registry;
  }

  /** Returns what expired, for those who report. */
  public LastValues lastValues() {
    return ended.open();
  }

  /** Where the series of workers go. */
  WorkerSeries.Appliers appliers() {
    return appliers;
  }

  public Snapshot snapshot() {
    long stamp = expiring.tryOptimisticRead();
    Snapshot all = combine();
    if (expiring.validate(stamp)) {
      return all;
    }
    stamp = expiring.readLock();
    try {
      return combine();
    } finally {
      expiring.unlockRead(stamp);
    }
  }

  /** Forgets series that no worker has; returns how many there were. */
  int expire(Collection<SeriesId> ids) {
    if (ids.isEmpty()) {
      return 0;
    }
    int gone = 0;
    long stamp = expiring.writeLock();
    try {
      if (ended.isRead()) {
        Snapshot last = combine();
        ids.forEach(id -> last.series(id).filter(AggregateRegistry::counts).ifPresent(ended::add));
      }
      for (SeriesId id : ids) {
        gauges.drop(id);
        gone += registry.remove(id.name(), id.tags()) ? 1 : 0;
        places.remove(id);
      }
      if (!past.series().isEmpty()) {
        Set<SeriesId> all = new HashSet<>(ids);
        past = Snapshot.of(0, past.series().stream().filter(s -> !all.contains(s.id())).toList());
      }
    } finally {
      expiring.unlockWrite(stamp);
    }
    return gone;
  }

  private static boolean counts(Series series) {
    return series.value().shape() != Shape.LEVEL;
  }

  /** Forgets what workers left in gauges of a series each; returns how many. */
  int expireEnded(long now, long afterNanos) {
    return gauges.expireEnded(now, afterNanos);
  }

  private Snapshot combine() {
    Snapshot sums = registry.snapshot();
    Snapshot before = past;
    Snapshot all = before.series().isEmpty() ? sums : sums(sums);
    return all.plus(gauges.snapshot(sums.wallMillis()));
  }

  /** What the registry holds and what was restored; a series goes on as the one it was. */
  private Snapshot sums(Snapshot recorded) {
    Snapshot before = past;
    List<Series> all = new ArrayList<>();
    for (Series series : recorded.plus(before).series()) {
      long incarnation = before.series(series.id()).map(Series::incarnation).orElse(0L);
      all.add(
          incarnation == 0
              ? series
              : new Series(
                  series.id(),
                  series.info(),
                  series.value(),
                  incarnation,
                  series.startMillis(),
                  series.exemplars()));
    }
    return Snapshot.of(recorded.wallMillis(), all);
  }

  /** The sums, one defined cell each, for a checkpoint. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Series series : sums(registry.snapshot()).series()) {
      if (counts(series)) {
        cells.add(CellValues.cell(series));
      }
    }
    return cells;
  }

  List<Checkpoint.EndedGauge> endedGauges() {
    return gauges.ended();
  }

  /** Begins with what a checkpoint holds. Before the first frame. */
  void restore(Checkpoint checkpoint) {
    WorkerLiveness ended = new WorkerLiveness("", false);
    List<Series> values = new ArrayList<>();
    for (Cell cell : checkpoint.totals()) {
      SeriesDescriptor definition = cell.definition();
      // The name is claimed, as it was before.
      MetricValue value = cell.value();
      if (definition != null
          && value != null
          && value.shape() != Shape.LEVEL
          && isTaken(definition, ended)) {
        values.add(
            new Series(
                definition.series(),
                definition.info(),
                value,
                definition.incarnation(),
                definition.startMillis(),
                cell.exemplars()));
      }
    }
    past = Snapshot.of(0, values);
    for (Checkpoint.EndedGauge gauge : checkpoint.ended()) {
      SeriesDescriptor definition = gauge.definition();
      SeriesId id = places.of(definition.series(), definition.kind());
      gauges.restore(appliers.gaugeSeries(id, definition.info()), gauge.label(), gauge.value());
    }
  }

  private boolean isTaken(SeriesDescriptor definition, WorkerLiveness ended) {
    SeriesApplier applier = appliers.of(definition, ended);
    applier.end();
    return !(applier instanceof RefusedApplier);
  }
}
