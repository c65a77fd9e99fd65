package io.tapes;

import io.tapes.recording.GaugeCell;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells the seconds since it was last reset, such as those since a job last succeeded.
 *
 * <p>The age grows in every snapshot, in those of an aggregator too, whether or not the process
 * lives. It is left out until it is first reset. Any thread may reset it; resetting is lock-free
 * and never throws.
 */
public final class AgeGauge extends Instrument {
  /** Some 30,000 years: too long to end, and no arithmetic overflows. */
  private static final long MAX_SECONDS = 1_000_000_000_000L;

  private static final long SET = Double.doubleToRawLongBits(0);

  /** Holds the time of the reset as that of the change; the value only says that there was one. */
  private final GaugeCell cell;

  private final Clock clock;

  AgeGauge(GaugeCell cell, Clock clock) {
    this.cell = cell;
    this.clock = clock;
  }

  /** Starts the age again from zero. */
  public void reset() {
    reset(clock.wallMillis());
  }

  /**
   * Sets the moment from which the age counts, such as the time of a file.
   *
   * @param since the moment; the age is 0 while it is in the future
   */
  public void reset(Instant since) {
    long seconds = Math.max(0, Math.min(since.getEpochSecond(), MAX_SECONDS));
    reset(seconds * 1_000 + since.getNano() / 1_000_000);
  }

  private void reset(long millis) {
    cell.changed(millis);
    if (cell.bits() != SET) {
      cell.set(SET);
    }
  }

  @Override
  @Nullable LevelValue read(long nanos, long wallMillis) {
    return cell.bits() == SET
        ? LevelValue.of(Elapsed.since(cell.changedMillis(), wallMillis))
        : null;
  }
}
