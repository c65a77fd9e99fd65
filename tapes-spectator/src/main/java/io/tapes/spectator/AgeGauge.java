package io.tapes.spectator;

import java.time.Instant;

/**
 * The seconds since something last happened. The agent computes them as long as it lives, of up to
 * 1,000 such gauges.
 *
 * <p>Any thread may use an instance.
 */
public final class AgeGauge extends Meter {
  private static final double MILLIS = 1e3;

  AgeGauge(LineSink lines, MeterId id) {
    super(lines, id, "A");
  }

  /** Says that it happens now. */
  public void now() {
    sendIf(true, NumberForm.LONG, 0);
  }

  /**
   * Says when it happened.
   *
   * @param epochSeconds seconds since 1970-01-01T00:00:00Z; 0 for now. What is negative, infinite
   *     or not a number is dropped
   */
  public void set(double epochSeconds) {
    sendIf(isAmount(epochSeconds), epochSeconds);
  }

  /**
   * Says when it happened.
   *
   * @param time to the millisecond; what is not after 1970-01-01T00:00:00Z is dropped
   */
  public void set(Instant time) {
    int millis = time.getNano() / 1_000_000;
    double seconds = time.getEpochSecond() + millis / MILLIS;
    sendIf(seconds > 0, seconds);
  }
}
