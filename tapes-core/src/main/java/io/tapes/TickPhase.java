package io.tapes;

import io.tapes.distribution.Ticks;

/** Where the ticks of an instrument end. */
enum TickPhase {
  /** Every five seconds from when the instrument was made. */
  OWN {
    @Override
    long latest(long earlierNanos, long nanos) {
      return earlierNanos + Math.max(0, (nanos - earlierNanos) / TICK_NANOS) * TICK_NANOS;
    }
  },

  /**
   * Where the clock's five seconds end, so that one thread ticks for all instruments. The first
   * tick of an instrument takes up to five seconds longer, none is shorter.
   */
  COMMON {
    @Override
    long latest(long earlierNanos, long nanos) {
      long end = nanos - Math.floorMod(nanos, TICK_NANOS);
      return end - earlierNanos >= TICK_NANOS ? end : earlierNanos;
    }
  };

  static final long TICK_NANOS = Ticks.TICK_NANOS;

  /** The end of the last tick at a moment, given an earlier one or when the instrument was made. */
  abstract long latest(long earlierNanos, long nanos);

  /** The end of the tick that begins with the end of another, or when the instrument was made. */
  final long next(long earlierNanos) {
    return latest(earlierNanos, earlierNanos + 2 * TICK_NANOS - 1);
  }
}
