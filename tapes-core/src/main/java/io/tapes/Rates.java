package io.tapes;

/**
 * Events per second, as exponentially weighted moving averages: 5-second ticks, α = 1 − exp(−5 s /
 * window), the arithmetic of the UNIX load average. The first tick initialises all three; below
 * 10^-12 they are 0. {@link Ticking} says who ticks.
 *
 * @param m1 over one minute
 * @param m5 over five minutes
 * @param m15 over fifteen minutes
 */
public record Rates(double m1, double m5, double m15) {
  /** No events. */
  public static final Rates ZERO = new Rates(0, 0, 0);

  Rates plus(Rates other) {
    return new Rates(m1 + other.m1, m5 + other.m5, m15 + other.m15);
  }
}
