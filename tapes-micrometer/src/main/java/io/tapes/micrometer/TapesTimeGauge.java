package io.tapes.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.util.TimeUtils;
import io.tapes.Aggregation;
import io.tapes.MetricBuilder;
import io.tapes.Registry;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A gauge of a time, in seconds; any thread. */
record TapesTimeGauge(TapesGauge<?> gauge) implements TimeGauge, Backed {
  static <T> TapesTimeGauge of(
      Meter.Id id,
      @Nullable T obj,
      TimeUnit unit,
      ToDoubleFunction<T> value,
      MetricBuilder metric,
      Function<Meter.Id, Aggregation> aggregation) {
    ToDoubleFunction<T> seconds =
        of -> TimeUtils.convert(value.applyAsDouble(of), unit, TimeUnit.SECONDS);
    return new TapesTimeGauge(TapesGauge.of(id, obj, seconds, metric, aggregation));
  }

  @Override
  public Meter.Id getId() {
    return gauge.getId();
  }

  @Override
  public double value() {
    return gauge.value();
  }

  @Override
  public TimeUnit baseTimeUnit() {
    return TimeUnit.SECONDS;
  }

  @Override
  public void removeFrom(Registry registry) {
    gauge.removeFrom(registry);
  }
}
