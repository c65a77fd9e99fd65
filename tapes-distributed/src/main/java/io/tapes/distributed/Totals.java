package io.tapes.distributed;

import io.tapes.Aggregation;
import io.tapes.Clock;
import io.tapes.Counter;
import io.tapes.CounterValue;
import io.tapes.Distribution;
import io.tapes.GaugeValue;
import io.tapes.HistogramValue;
import io.tapes.LogLimiter;
import io.tapes.MeterValue;
import io.tapes.MetricType;
import io.tapes.MetricValue;
import io.tapes.Rates;
import io.tapes.RecentDistribution;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.TimerValue;
import io.tapes.distributed.wire.Cell;
import io.tapes.distributed.wire.CellValue;
import io.tapes.distributed.wire.Checkpoint;
import io.tapes.distributed.wire.Definition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What all workers add up to. The I/O thread adds, any thread takes snapshots. */
final class Totals {
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
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(RegistryAggregator.class));
  private final Registry registry;
  private final GaugeTable gauges;
  private final Counter conflicts;
  private final Counter overflow;
  private volatile Snapshot past = Snapshot.of(0, List.of());

  /** No snapshot may show a series of which one part is gone and another is not. */
  private final StampedLock expiring = new StampedLock();

  Totals(Clock clock, int maxSeries) {
    registry = Registry.builder().clock(clock).maxSeries(maxSeries).build();
    gauges = new GaugeTable(maxSeries);
    conflicts = registry.counter("tapes.conflicts");
    overflow = registry.counter("tapes.overflow");
  }

  Registry registry() {
    return registry;
  }

  /** Where a series of a worker goes; a series that contradicts another goes nowhere. */
  Sink sink(Definition definition, Presence worker) {
    SeriesId id = definition.series();
    String name = id.name();
    Tags tags = id.tags();
    try {
      return switch (definition.type()) {
        case COUNTER -> new Sink.OfCounter(registry.counter(name, tags));
        case METER -> new Sink.OfMeter(registry.meter(name, tags));
        case HISTOGRAM ->
            distribution(registry.histogram(name, tags)::merge, CellValue.Histogram::new);
        case TIMER -> distribution(registry.timer(name, tags)::merge, CellValue.Timer::new);
        case GAUGE -> gauge(definition, worker);
      };
    } catch (IllegalArgumentException e) {
      conflicts.increment();
      log.warn("series '" + id + "' of a worker is refused: " + e.getMessage(), e);
      return new Sink.Refused();
    }
  }

  private static Sink distribution(
      Consumer<Distribution> total, Function<Distribution, CellValue> asValue) {
    return new Sink.OfDistribution(total, asValue);
  }

  private Sink gauge(Definition definition, Presence worker) {
    GaugeSeries series = gaugeSeries(definition);
    if (series == null) {
      overflow.increment();
      return new Sink.Refused();
    }
    return new Sink.OfGauge(gauges, series, worker);
  }

  private @Nullable GaugeSeries gaugeSeries(Definition definition) {
    SeriesId id = definition.series();
    registry.gauge(id.name(), id.tags(), definition.aggregation());
    return gauges.series(id, definition.aggregation());
  }

  Snapshot snapshot() {
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
      for (SeriesId id : ids) {
        gauges.drop(id);
        gone += registry.remove(id.name(), id.tags()) ? 1 : 0;
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

  /** Forgets what workers left in gauges of a series each; returns how many. */
  int expireEnded(long now, long afterNanos) {
    return gauges.expireEnded(now, afterNanos);
  }

  private Snapshot combine() {
    Snapshot sums = registry.snapshot();
    Snapshot before = past;
    Snapshot all = before.series().isEmpty() ? sums : sums.plus(before);
    return all.plus(gauges.snapshot(sums.wallMillis()));
  }

  /** The sums, one defined cell each, for a checkpoint. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Series series : registry.snapshot().plus(past).series()) {
      MetricValue value = series.value();
      if (!(value instanceof GaugeValue)) {
        Definition definition = new Definition(series.id(), value.type(), Aggregation.LIVE_SUM);
        cells.add(new Cell(0, definition, CellValues.of(value, null)));
      }
    }
    return cells;
  }

  List<Checkpoint.EndedGauge> endedGauges() {
    return gauges.ended();
  }

  /** Begins with what a checkpoint holds. Before the first frame. */
  void restore(Checkpoint checkpoint) {
    Presence nobody = new Presence("");
    List<Series> values = new ArrayList<>();
    for (Cell cell : checkpoint.totals()) {
      Definition definition = cell.definition();
      // The name is claimed, as it was before.
      if (definition != null
          && definition.type() != MetricType.GAUGE
          && !(sink(definition, nobody) instanceof Sink.Refused)) {
        values.add(new Series(definition.series(), value(cell.value())));
      }
    }
    past = Snapshot.of(0, values);
    for (Checkpoint.EndedGauge gauge : checkpoint.ended()) {
      GaugeSeries series = gaugeSeries(gauge.definition());
      if (series != null) {
        gauges.restore(series, gauge.label(), gauge.value());
      }
    }
  }

  private static MetricValue value(CellValue cell) {
    if (cell instanceof CellValue.Counter counter) {
      return new CounterValue(counter.value(), counter.decremented());
    }
    if (cell instanceof CellValue.Meter meter) {
      return new MeterValue(meter.count(), Rates.ZERO);
    }
    if (cell instanceof CellValue.Histogram histogram) {
      return new HistogramValue(histogram.total(), RecentDistribution.empty());
    }
    if (cell instanceof CellValue.Timer timer) {
      return new TimerValue(timer.total(), RecentDistribution.empty(), Rates.ZERO);
    }
    throw new IllegalArgumentException("a sum cannot be a " + cell);
  }
}
