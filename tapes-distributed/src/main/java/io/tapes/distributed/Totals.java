package io.tapes.distributed;

import io.tapes.Clock;
import io.tapes.Counter;
import io.tapes.LogLimiter;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.distributed.wire.Definition;
import org.slf4j.LoggerFactory;

/** What all workers add up to. The I/O thread adds, any thread takes snapshots. */
final class Totals {
  /*
   * Sums live in an ordinary registry: differences are added to its instruments, so rates and
   * recent figures of the merged stream are computed by the core, as if everything had been
   * recorded here. Gauges cannot be added up in advance; they stand in a table and are combined
   * when a snapshot is taken. Their names are claimed in the registry nevertheless, by gauges that
   * are never set and so never shown: thereby one place decides which series contradict each other.
   */
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(RegistryAggregator.class));
  private final Registry registry;
  private final GaugeTable gauges;
  private final Counter conflicts;
  private final Counter overflow;

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
        case HISTOGRAM -> new Sink.OfDistribution(registry.histogram(name, tags)::merge);
        case TIMER -> new Sink.OfDistribution(registry.timer(name, tags)::merge);
        case GAUGE -> gauge(definition, worker);
      };
    } catch (IllegalArgumentException e) {
      conflicts.increment();
      log.warn("series '" + id + "' of a worker is refused: " + e.getMessage(), e);
      return new Sink.Refused();
    }
  }

  private Sink gauge(Definition definition, Presence worker) {
    SeriesId id = definition.series();
    registry.gauge(id.name(), id.tags(), definition.aggregation());
    GaugeSeries series = gauges.series(id, definition.aggregation());
    if (series == null) {
      overflow.increment();
      return new Sink.Refused();
    }
    return new Sink.OfGauge(gauges, series, worker);
  }

  Snapshot snapshot() {
    Snapshot sums = registry.snapshot();
    return sums.plus(gauges.snapshot(sums.wallMillis()));
  }
}
