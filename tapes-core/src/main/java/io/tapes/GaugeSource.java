package io.tapes;

import io.tapes.sources.AskedSource;
import io.tapes.sources.SourceRun;
import io.tapes.support.LogLimiter;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The function that a gauge is read from. */
final class GaugeSource extends AskedSource {
  private final Gauge gauge;
  private final DoubleSupplier supplier;
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(Gauge.class));
  private @Nullable LevelValue answer;

  GaugeSource(Gauge gauge, DoubleSupplier supplier) {
    this.gauge = gauge;
    this.supplier =
        Objects.requireNonNull(
            supplier, () -> "the source of gauge '" + gauge.id() + "' is null; pass a function");
  }

  boolean calls(DoubleSupplier function) {
    return supplier.equals(function);
  }

  /** The value of the gauge, null when it is left out. */
  @Nullable LevelValue answer() {
    return answer;
  }

  @SuppressWarnings("ReferenceEquality") // equal functions may be of different owners
  boolean isOf(DoubleSupplier function) {
    return supplier == function;
  }

  @Override
  protected boolean isDue(long nanos) {
    return true;
  }

  @Override
  protected boolean call(SourceRun run) {
    double value = supplier.getAsDouble();
    boolean counts = !run.isAbandoned();
    if (counts && gauge.follows(this)) {
      if (Double.isNaN(value) && supplier instanceof OptionalGaugeSupplier) {
        nothing();
      } else {
        answer = gauge.seen(answer, value);
      }
    }
    return counts;
  }

  @Override
  protected void failed(Throwable failure) {
    silent();
    log.warn(
        describe() + " is left out: its source failed with " + LogLimiter.describe(failure),
        failure);
  }

  @Override
  protected void silent() {
    nothing();
    gauge.countError();
  }

  private void nothing() {
    answer = null;
    if (gauge.follows(this)) {
      gauge.seenNothing();
    }
  }

  @Override
  protected String describe() {
    return "gauge '" + gauge.id() + "'";
  }
}
