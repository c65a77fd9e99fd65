package io.tapes;

/**
 * The ticks that end between two readings, one after the other.
 *
 * @param fromNanos when the tick began that was under way at the reading before
 * @param nextNanos when that tick ends
 * @param toNanos when the tick began that is under way now; {@code fromNanos} if none has ended
 * @param first whether the instrument had none before
 * @param nanos now
 * @param wallMillis the wall clock now
 */
record Ticks(
    long fromNanos, long nextNanos, long toNanos, boolean first, long nanos, long wallMillis) {
  /** How many ticks have ended. */
  long count() {
    return toNanos < nextNanos ? 0 : 1 + (toNanos - nextNanos) / TickPhase.TICK_NANOS;
  }

  /** The wall clock at a moment of the monotonic clock. */
  long wallMillis(long atNanos) {
    return wallMillis - (nanos - atNanos) / 1_000_000;
  }
}
