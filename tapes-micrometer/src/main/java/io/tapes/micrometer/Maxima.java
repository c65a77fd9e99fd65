package io.tapes.micrometer;

import io.micrometer.core.instrument.Meter;
import io.tapes.LevelValue;
import io.tapes.MetricSource;
import io.tapes.Series;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The maxima of all timers and summaries of a registry, each beside its meter. */
final class Maxima implements MetricSource {
  private final TapesMeterRegistry meters;
  private final BiFunction<Meter.Id, Double, Series> first;

  /** What was shown last; shown again while it stays the same. */
  private final Map<Meter.Id, Series> shown = new ConcurrentHashMap<>();

  /**
   * None yet.
   *
   * @param first makes the gauge of a meter
   */
  Maxima(TapesMeterRegistry meters, BiFunction<Meter.Id, Double, Series> first) {
    this.meters = meters;
    this.first = first;
  }

  @Override
  public void collect(Consumer<Series> out) {
    meters.forEachMeter(
        meter -> {
          if (meter instanceof HasMaximum one) {
            double value = one.shownMaximum();
            out.accept(shown.compute(meter.getId(), (id, last) -> series(id, last, value)));
          }
        });
  }

  private Series series(Meter.Id id, @Nullable Series last, double value) {
    if (last == null) {
      return first.apply(id, value);
    }
    boolean same = Double.compare(last.value().asLevel().value(), value) == 0;
    return same ? last : last.withValue(new LevelValue(value));
  }

  /** The meter was removed. */
  void forget(Meter.Id id) {
    shown.remove(id);
  }

  @Override
  public String toString() {
    return "maxima of Micrometer's timers and summaries";
  }
}
