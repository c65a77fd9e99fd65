package io.tapes;

import io.tapes.distribution.Ticks;

/** Turns successive counts into moving-average rates. One reader at a time. */
final class RateReader {
  /*
   * The UNIX load average's arithmetic. The events since the last reading are spread evenly over
   * the time since, so that a tick gets its share of them and no more, and the rest waits for the
   * tick under way. Where a reader comes at the end of every tick, nothing has to be spread, and
   * how often it is read in between changes no bit: only whole numbers are added up.
   *
   * A silence is multiplied out tick by tick, as if it had been read at every one, until nothing
   * is left: the result must not depend on that either.
   */
  private static final double KEEP_1 = Math.exp(-5.0 / 60);
  private static final double KEEP_5 = Math.exp(-5.0 / 60 / 5);
  private static final double KEEP_15 = Math.exp(-5.0 / 60 / 15);

  /** One event in thirty thousand years. */
  private static final double NOTHING = 1e-12;

  private long lastReadNanos;

  /** Events of the tick under way; a fraction where a read fell between ticks. */
  private double pending;

  /** A reader of what had no events until then. */
  RateReader(long nanos) {
    this.lastReadNanos = nanos;
  }

  /**
   * The rates now.
   *
   * @param rates what the last read returned; returned again while nothing changes
   * @param events how many there were since the last read
   * @param ticks those since the last read
   */
  Rates read(Rates rates, long events, Ticks ticks) {
    double added = (double) events;
    long count = ticks.count();
    if (count == 0) {
      pending += added;
      // Two readers may have read the clock in the other order than they come here.
      lastReadNanos += Math.max(0, ticks.nanos() - lastReadNanos);
      return rates;
    }
    double elapsed = ticks.nanos() - lastReadNanos;
    double untilTick = ticks.nextNanos() - lastReadNanos;
    double firstSeconds = (ticks.nextNanos() - ticks.fromNanos()) / 1e9;
    double first = (pending + added * (untilTick / elapsed)) / firstSeconds;
    double further = added / (elapsed / 1e9);
    lastReadNanos = ticks.nanos();
    pending = added * ((ticks.nanos() - ticks.toNanos()) / elapsed);
    Rates start = ticks.first() ? new Rates(first, first, first) : rates;
    Rates next =
        new Rates(
            approach(approach(start.m1(), first, KEEP_1, 1), further, KEEP_1, count - 1),
            approach(approach(start.m5(), first, KEEP_5, 1), further, KEEP_5, count - 1),
            approach(approach(start.m15(), first, KEEP_15, 1), further, KEEP_15, count - 1));
    return next.equals(rates) ? rates : next;
  }

  private static double approach(double rate, double instant, double keep, long ticks) {
    if (instant != 0) {
      return ticks == 0
          ? rate
          : instant + (rate - instant) * (ticks == 1 ? keep : Math.pow(keep, (double) ticks));
    }
    double left = rate;
    for (long tick = 0; tick < ticks && left != 0; tick++) {
      left = left * keep < NOTHING ? 0 : left * keep;
    }
    return left;
  }
}
