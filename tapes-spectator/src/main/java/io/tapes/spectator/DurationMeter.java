package io.tapes.spectator;

import io.tapes.support.Durations;
import java.time.Duration;

/** A meter of durations, which a {@link StopWatch} can stop. Any thread may use an instance. */
public abstract sealed class DurationMeter extends Meter permits PercentileTimer, Timer {
  /** The agent counts nanoseconds in 63 bits. */
  private static final double LONGEST_SECONDS = 0x1p63 / 1e9;

  DurationMeter(LineSink lines, MeterId id, String type) {
    super(lines, id, type);
  }

  /**
   * Records a duration.
   *
   * @param seconds how long it was, of which the agent takes whole nanoseconds; what is negative,
   *     292 years or longer, or not a number is dropped
   */
  public final void record(double seconds) {
    sendIf(
        seconds >= 0 && seconds < LONGEST_SECONDS,
        NumberForm.SECONDS,
        Double.doubleToRawLongBits(seconds));
  }

  /**
   * Records a duration.
   *
   * @param duration how long it was; a negative one is dropped
   */
  public final void record(Duration duration) {
    recordNanos(Durations.nanos(duration));
  }

  final void recordNanos(long nanos) {
    sendIf(nanos >= 0, NumberForm.NANOS, nanos);
  }
}
