package io.tapes.distributed.aggregator;

import io.tapes.Counter;
import io.tapes.Exemplars;
import io.tapes.Meter;
import io.tapes.MetricBuilder;
import io.tapes.MetricInfo;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.distributed.link.Loggers;
import io.tapes.distributed.wire.SeriesDescriptor;
import io.tapes.distribution.Distribution;
import io.tapes.support.LogLimiter;
import java.time.Instant;
import java.util.function.Consumer;

/** Makes what applies a worker's series to the totals. The I/O thread only. */
final class AggregateAppliers implements WorkerSeries.Appliers {
  private final LogLimiter log = new LogLimiter(Loggers.AGGREGATOR);
  private final Registry registry;
  private final GaugeTable gauges;
  private final MemoryBudget budget;
  private final SumPlaces places;
  private final ExemplarIntake exemplars;
  private final Counter conflicts;

  AggregateAppliers(Registry registry, GaugeTable gauges, MemoryBudget budget, SumPlaces places) {
    this.registry = registry;
    this.gauges = gauges;
    this.budget = budget;
    this.places = places;
    this.exemplars = new ExemplarIntake(registry, places);
    this.conflicts = registry.counter("tapes.conflicts");
  }

  /**
   * Where a series of a worker goes; one that contradicts another goes nowhere, and neither does
   * one for which there is no memory. One beyond the limit goes where all those go.
   */
  @Override
  public SeriesApplier of(SeriesDescriptor definition, WorkerLiveness worker) {
    SeriesId own = definition.series();
    Charge charge = Charge.of(budget, MemoryBudget.ofPart(own));
    if (!budget.isWithin()) {
      budget.refuse();
      return new RefusedApplier(charge);
    }
    SeriesId id = places.of(own, definition.kind());
    // What one worker may have, all workers together may.
    MetricBuilder metric =
        registry.metric(id.name()).tags(id.tags()).like(definition.info()).besideOtherKinds();
    if (definition.startMillis() > 0) {
      // A receiver that trusts it must not take what was counted before for news.
      metric.since(Instant.ofEpochMilli(definition.startMillis()));
    }
    try {
      return switch (definition.kind()) {
        case COUNTER -> new SumApplier(metric.counter()::merge, charge);
        case DOUBLE_COUNTER -> new SumApplier(metric.doubleCounter()::merge, charge);
        case UP_DOWN_COUNTER -> new SumApplier(metric.upDownCounter()::merge, charge);
        case METER -> {
          Meter sum = metric.meter();
          yield new SumApplier(marks -> sum.mark(marks.value()), charge);
        }
        case HISTOGRAM -> distribution(id, definition, metric.histogram()::merge, charge);
        case DOUBLE_HISTOGRAM ->
            distribution(id, definition, metric.doubleHistogram()::merge, charge);
        case TIMER -> distribution(id, definition, metric.timer()::merge, charge);
        case MAX_GAUGE -> new PeakApplier(metric.maxGauge()::update, charge);
        case SUMMARY -> distribution(id, definition, metric.summary()::merge, charge);
        case FOLLOWED_TIMER -> distribution(id, definition, metric.followedTimer()::merge, charge);
        case GAUGE, AGE_GAUGE, INFO, STATE_SET, LONG_TASK_TIMER ->
            new LevelApplier(gauges, gaugeSeries(id, definition.info()), worker, charge);
      };
    } catch (IllegalArgumentException e) {
      places.giveBack(id);
      conflicts.increment();
      log.warn("series '" + id + "' of a worker is refused: " + e.getMessage(), e);
      return new RefusedApplier(charge);
    }
  }

  @Override
  public void exemplars(SeriesDescriptor definition, Exemplars recorded) {
    exemplars.take(definition, recorded);
  }

  private SeriesApplier distribution(
      SeriesId id, SeriesDescriptor definition, Consumer<Distribution> sum, Charge charge) {
    return new DistributionApplier(
        added -> {
          sum.accept(added);
          places.grow(id, added);
        },
        charge,
        definition.kind().scale());
  }

  /** The gauge of all workers, whose name is claimed in the registry. */
  GaugeSeries gaugeSeries(SeriesId id, MetricInfo info) {
    registry
        .metric(id.name())
        .tags(id.tags())
        .like(info)
        .aggregation(info.aggregation())
        .besideOtherKinds()
        .reserve(info.kind());
    return gauges.series(id, info.named(id.name()));
  }
}
