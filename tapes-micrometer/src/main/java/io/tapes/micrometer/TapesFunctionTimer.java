package io.tapes.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.cumulative.CumulativeFunctionTimer;
import io.tapes.FollowedTimer;
import io.tapes.MetricBuilder;
import io.tapes.Registry;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** A count and a total time that are kept elsewhere, which a timer of Tapes follows; any thread. */
final class TapesFunctionTimer<T> extends CumulativeFunctionTimer<T> implements Backed {
  private final FollowedTimer timer;

  private TapesFunctionTimer(
      Meter.Id id,
      T obj,
      ToLongFunction<T> count,
      ToDoubleFunction<T> total,
      TimeUnit unit,
      MetricBuilder metric) {
    super(id, obj, count, total, unit, TimeUnit.SECONDS);
    this.timer =
        metric.followedTimer(
            () -> (long) count(), () -> Math.round(totalTime(TimeUnit.NANOSECONDS)));
  }

  static <T> TapesFunctionTimer<T> of(
      Meter.Id id,
      T obj,
      ToLongFunction<T> count,
      ToDoubleFunction<T> total,
      TimeUnit unit,
      MetricBuilder metric) {
    return new TapesFunctionTimer<>(id, obj, count, total, unit, metric);
  }

  @Override
  public void removeFrom(Registry registry) {
    Backed.remove(registry, timer);
  }
}
