package io.tapes.distributed.aggregator;

import io.tapes.Exemplars;
import io.tapes.Instrument;
import io.tapes.MetricBuilder;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Shape;
import io.tapes.distributed.wire.SeriesDescriptor;
import org.jspecify.annotations.Nullable;

/** Keeps workers' exemplars beside the sums. The I/O thread only. */
final class ExemplarIntake {
  /*
   * They come seldom, a few for each series and flush, so the sum is looked up each time rather than
   * held by every series of every worker. What is kept is the newest of each range of values, in an
   * order that does not depend on which worker was first. They are examples: where there is no
   * memory, and of series that have no sum of their own, there are none.
   */
  private final Registry registry;
  private final SumPlaces places;

  ExemplarIntake(Registry registry, SumPlaces places) {
    this.registry = registry;
    this.places = places;
  }

  /** Takes the exemplars of a worker's series, whose sum there is. */
  void take(SeriesDescriptor definition, Exemplars exemplars) {
    SeriesId id = definition.series();
    if (exemplars.isEmpty() || !places.has(id)) {
      return;
    }
    Instrument sum = sum(definition);
    if (sum == null) {
      return;
    }
    boolean one = definition.kind().shape() == Shape.SUM;
    if (places.holdExemplars(id, one ? 1 : sum.exemplars().plus(exemplars).size())) {
      sum.mergeExemplars(exemplars);
    }
  }

  private @Nullable Instrument sum(SeriesDescriptor definition) {
    SeriesId id = definition.series();
    MetricBuilder metric = registry.metric(id.name()).tags(id.tags()).besideOtherKinds();
    try {
      return switch (definition.kind()) {
        case COUNTER -> metric.counter();
        case DOUBLE_COUNTER -> metric.doubleCounter();
        case HISTOGRAM -> metric.histogram();
        case DOUBLE_HISTOGRAM -> metric.doubleHistogram();
        case TIMER -> metric.timer();
        default -> null;
      };
    } catch (IllegalArgumentException refused) {
      return null; // the series contradicts another one, which was counted and logged
    }
  }
}
