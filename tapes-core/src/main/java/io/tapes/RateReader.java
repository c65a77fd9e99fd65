package io.tapes;

/** Turns successive counts into moving-average rates. One reader at a time. */
final class RateReader {
  /*
   * The UNIX load average's arithmetic, driven by reads: whole 5-second ticks since the last read
   * are caught up with at once. The events since that read are spread evenly over the time since,
   * so that a tick gets its share of them and no more, and the rest waits for the tick under way.
   * Whoever reads on every tick gets the reference series; whoever reads at other times gets the
   * rates of an even spread, which is all that can be known.
   */
  private static final long TICK_NANOS = 5_000_000_000L;

  private static final double TICK_SECONDS = 5;

  private static final double KEEP_1 = Math.exp(-5.0 / 60);
  private static final double KEEP_5 = Math.exp(-5.0 / 60 / 5);
  private static final double KEEP_15 = Math.exp(-5.0 / 60 / 15);

  private long lastTickNanos;
  private long lastReadNanos;

  /** Events of the tick under way; a fraction where a read fell between ticks. */
  private double pending;

  private boolean ticked;

  /**
   * A reader of what had no events until now.
   *
   * @param startNanos its last tick, or when it was made
   * @param ticked whether there was a tick: otherwise the first one initialises the averages
   */
  RateReader(long startNanos, boolean ticked) {
    this.lastTickNanos = startNanos;
    this.lastReadNanos = startNanos;
    this.ticked = ticked;
  }

  /** The last tick of what has no events, given an earlier one or when it was made. */
  static long lastTick(long earlierNanos, long nanos) {
    return earlierNanos + Math.max(0, (nanos - earlierNanos) / TICK_NANOS) * TICK_NANOS;
  }

  /**
   * The rates now.
   *
   * @param rates what the last read returned; returned again while nothing changes
   * @param events how many there were since the last read
   */
  Rates read(Rates rates, long events, long nanos) {
    double added = (double) events;
    long ticks = (nanos - lastTickNanos) / TICK_NANOS;
    if (ticks <= 0) {
      pending += added;
      // Two readers may have read the clock in the other order than they come here.
      lastReadNanos += Math.max(0, nanos - lastReadNanos);
      return rates;
    }
    double elapsed = nanos - lastReadNanos;
    double untilTick = lastTickNanos + TICK_NANOS - lastReadNanos;
    double first = (pending + added * (untilTick / elapsed)) / TICK_SECONDS;
    double further = added * (TICK_NANOS / elapsed) / TICK_SECONDS;
    lastTickNanos += ticks * TICK_NANOS;
    lastReadNanos = nanos;
    pending = added * ((nanos - lastTickNanos) / elapsed);
    Rates start = ticked ? rates : new Rates(first, first, first);
    ticked = true;
    Rates next =
        new Rates(
            approach(approach(start.m1(), first, KEEP_1, 1), further, KEEP_1, ticks - 1),
            approach(approach(start.m5(), first, KEEP_5, 1), further, KEEP_5, ticks - 1),
            approach(approach(start.m15(), first, KEEP_15, 1), further, KEEP_15, ticks - 1));
    return next.equals(rates) ? rates : next;
  }

  private static double approach(double rate, double instant, double keep, long ticks) {
    if (ticks == 0) {
      return rate;
    }
    return instant + (rate - instant) * (ticks == 1 ? keep : Math.pow(keep, (double) ticks));
  }
}
