package io.tapes.distribution;

/**
 * Says which ticks end between two readings, one after the other. Any thread may use an instance.
 *
 * @param fromNanos when the tick began that was under way at the reading before
 * @param nextNanos when that tick ends
 * @param toNanos when the tick began that is under way now; {@code fromNanos} if none has ended
 * @param first whether the instrument had none before
 * @param nanos now
 * @param wallMillis the wall clock now
 */
public record Ticks(
    long fromNanos, long nextNanos, long toNanos, boolean first, long nanos, long wallMillis) {
  /** How long a tick is: five seconds. */
  public static final long TICK_NANOS = 5_000_000_000L;

  /**
   * Returns how many ticks have ended.
   *
   * @return 0 while the first one is under way
   */
  public long count() {
    return toNanos < nextNanos ? 0 : 1 + (toNanos - nextNanos) / TICK_NANOS;
  }

  /**
   * Returns the wall clock at a moment of the monotonic clock.
   *
   * @param atNanos the moment
   * @return milliseconds since 1970-01-01T00:00:00Z
   */
  public long wallMillis(long atNanos) {
    return wallMillis - (nanos - atNanos) / 1_000_000;
  }
}
