package io.tapes;

/** Turns successive counts into moving-average rates. One reader at a time. */
final class RateReader {
  /*
   * The UNIX load average's arithmetic, driven by reads: whole 5-second ticks since the last read
   * are caught up with at once, the events since then spread evenly over them. Whoever reads at
   * least every five seconds gets the reference series; after a silence the rates are those that
   * an even spread would have given, which is all that can be known.
   */
  static final long TICK_NANOS = 5_000_000_000L;

  private static final double TICK_SECONDS = 5;

  private static final double KEEP_1 = Math.exp(-5.0 / 60);
  private static final double KEEP_5 = Math.exp(-5.0 / 60 / 5);
  private static final double KEEP_15 = Math.exp(-5.0 / 60 / 15);

  private long lastTickNanos;
  private long lastCount;
  private boolean ticked;
  private Rates rates = Rates.ZERO;

  RateReader(long startNanos) {
    this.lastTickNanos = startNanos;
  }

  Rates read(long count, long nanos) {
    long ticks = (nanos - lastTickNanos) / TICK_NANOS;
    if (ticks <= 0) {
      return rates;
    }
    double instant = (count - lastCount) / (ticks * TICK_SECONDS);
    lastTickNanos += ticks * TICK_NANOS;
    lastCount = count;
    if (ticked) {
      rates =
          settle(
              approach(rates.m1(), instant, KEEP_1, ticks),
              approach(rates.m5(), instant, KEEP_5, ticks),
              approach(rates.m15(), instant, KEEP_15, ticks));
    } else {
      ticked = true;
      rates = settle(instant, instant, instant);
    }
    return rates;
  }

  private static double approach(double rate, double instant, double keep, long ticks) {
    return instant + (rate - instant) * Math.pow(keep, (double) ticks);
  }

  /** The same instance while nothing changes, so that an idle meter costs no allocation. */
  private Rates settle(double m1, double m5, double m15) {
    Rates next = new Rates(m1, m5, m15);
    return next.equals(rates) ? rates : next;
  }
}
