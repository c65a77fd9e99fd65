package io.tapes.micrometer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.internal.DefaultGauge;
import io.tapes.Aggregation;
import io.tapes.Instrument;
import io.tapes.MetricBuilder;
import io.tapes.OptionalGaugeSupplier;
import io.tapes.Registry;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A gauge that a gauge of Tapes asks. It holds its object weakly, and is left out of snapshots when
 * that is gone. One whose name ends in {@code .info} tells by its tags, and is an info.
 */
final class TapesGauge<T> extends DefaultGauge<T> implements Backed {
  private final Instrument gauge;

  private TapesGauge(
      Meter.Id id,
      @Nullable T obj,
      ToDoubleFunction<T> value,
      Function<OptionalGaugeSupplier, Instrument> instrument) {
    super(id, obj, value);
    this.gauge = instrument.apply(this::value);
  }

  static <T> TapesGauge<T> of(
      Meter.Id id,
      @Nullable T obj,
      ToDoubleFunction<T> value,
      MetricBuilder metric,
      Function<Meter.Id, Aggregation> aggregation) {
    return new TapesGauge<>(
        id,
        obj,
        value,
        source ->
            id.getName().endsWith(".info")
                ? metric.info()
                : metric.aggregation(aggregation.apply(id)).gauge(source));
  }

  @Override
  public void removeFrom(Registry registry) {
    Backed.remove(registry, gauge);
  }
}
