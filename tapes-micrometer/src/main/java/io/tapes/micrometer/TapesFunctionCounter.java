package io.tapes.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.cumulative.CumulativeFunctionCounter;
import io.tapes.DoubleCounter;
import io.tapes.MetricBuilder;
import io.tapes.Registry;
import java.util.function.ToDoubleFunction;

/** A count that is kept elsewhere, which a counter of Tapes follows; any thread. */
final class TapesFunctionCounter<T> extends CumulativeFunctionCounter<T> implements Backed {
  private final DoubleCounter counter;

  private TapesFunctionCounter(
      Meter.Id id, T obj, ToDoubleFunction<T> count, MetricBuilder metric) {
    super(id, obj, count);
    this.counter = metric.followedCounter(this::count);
  }

  static <T> TapesFunctionCounter<T> of(
      Meter.Id id, T obj, ToDoubleFunction<T> count, MetricBuilder metric) {
    return new TapesFunctionCounter<>(id, obj, count, metric);
  }

  @Override
  public void removeFrom(Registry registry) {
    Backed.remove(registry, counter);
  }
}
