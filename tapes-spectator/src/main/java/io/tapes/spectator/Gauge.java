package io.tapes.spectator;

import java.time.Duration;

/**
 * A value as it is now, such as the length of a queue. The agent reports the last one for 15
 * minutes, or for the time to live that the gauge has.
 *
 * <p>Any thread may use an instance.
 */
public final class Gauge extends Meter {
  /** The agent raises shorter times to this, and refuses those below 1. */
  private static final long SHORTEST_SECONDS = 5;

  Gauge(LineSink lines, MeterId id) {
    super(lines, id, "g");
  }

  Gauge(LineSink lines, MeterId id, Duration timeToLive) {
    super(lines, id, "g," + seconds(id, timeToLive));
  }

  private static long seconds(MeterId id, Duration timeToLive) {
    if (timeToLive.isNegative() || timeToLive.isZero()) {
      throw new IllegalArgumentException(
          "time to live "
              + timeToLive
              + " of the gauge '"
              + id
              + "' is not above zero, which spectatord refuses; 5 seconds is the shortest");
    }
    return Math.max(SHORTEST_SECONDS, timeToLive.toSeconds());
  }

  /**
   * Sets the value.
   *
   * @param value not a number withdraws the gauge; an infinite one is dropped
   */
  public void set(double value) {
    sendIf(!Double.isInfinite(value), value);
  }
}
