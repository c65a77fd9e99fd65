package io.tapes.micrometer;

import io.micrometer.core.instrument.AbstractTimer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.NoopHistogram;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.util.TimeUtils;
import io.tapes.Registry;
import io.tapes.Timer;
import java.util.concurrent.TimeUnit;

/** A timer that is one of Tapes; any thread. */
final class TapesTimer extends AbstractTimer implements Backed, HasMaximum {
  static final double NANOS_PER_SECOND = 1e9;

  private final Registry registry;
  private final Timer timer;
  private final Published published;
  private final Maximum maximum;

  TapesTimer(
      Id id,
      Clock clock,
      PauseDetector pauseDetector,
      Registry registry,
      Timer timer,
      Published published,
      Maximum maximum) {
    super(id, clock, pauseDetector, TimeUnit.SECONDS, NoopHistogram.INSTANCE);
    this.registry = registry;
    this.timer = timer;
    this.published = published;
    this.maximum = maximum;
  }

  @Override
  protected void recordNonNegative(long amount, TimeUnit unit) {
    long nanos = unit.toNanos(amount);
    timer.record(nanos, TimeUnit.NANOSECONDS);
    maximum.record(nanos);
  }

  @Override
  public long count() {
    return timer.count();
  }

  @Override
  public double totalTime(TimeUnit unit) {
    return TimeUtils.nanosToUnit(timer.distribution().total().doubleSum(), unit);
  }

  @Override
  public double max(TimeUnit unit) {
    return TimeUtils.nanosToUnit((double) maximum.value(), unit);
  }

  @Override
  public HistogramSnapshot takeSnapshot() {
    return published.snapshot(registry, timer, (double) maximum.value());
  }

  @Override
  public double shownMaximum() {
    return max(TimeUnit.SECONDS);
  }

  @Override
  public void removeFrom(Registry from) {
    Backed.remove(from, timer);
  }
}
