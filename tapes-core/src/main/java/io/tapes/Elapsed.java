package io.tapes;

/**
 * Clocks that run since certain moments, of which a level tells the time that they show together:
 * one for an {@link AgeGauge}, one for each active task of a {@link LongTaskTimer}.
 *
 * <p>The starts do not change as time passes. So a value that is carried to another process goes on
 * growing there, and is sent again only when a clock starts or stops. Any thread may use an
 * instance.
 *
 * @param clocks how many run
 * @param startMillisSum the sum of their starts, each in milliseconds since 1970-01-01T00:00:00Z
 * @param earliestMillis the earliest start; 0 where no clock runs
 * @param atMillis the moment at which they are read
 */
public record Elapsed(long clocks, long startMillisSum, long earliestMillis, long atMillis)
    implements LevelBasis {
  private static final double MILLIS_PER_SECOND = 1_000;

  /**
   * Creates one clock.
   *
   * @param startMillis when it started
   * @param atMillis the moment at which it is read
   * @return the clock
   */
  public static Elapsed since(long startMillis, long atMillis) {
    return new Elapsed(1, startMillis, startMillis, atMillis);
  }

  /**
   * Returns the time that all clocks show together.
   *
   * @return seconds; 0 where that would be negative, since wall clocks may be set back
   */
  public double seconds() {
    return Math.max(0, clocks * atMillis - startMillisSum) / MILLIS_PER_SECOND;
  }

  /**
   * Returns the time that the clock with the earliest start shows.
   *
   * @return seconds; 0 where no clock runs
   */
  public double longestSeconds() {
    return clocks == 0 ? 0 : Math.max(0, atMillis - earliestMillis) / MILLIS_PER_SECOND;
  }

  /**
   * Returns the same clocks read at another moment.
   *
   * @param millis the moment
   * @return clocks of the same starts
   */
  public Elapsed at(long millis) {
    return millis == atMillis ? this : new Elapsed(clocks, startMillisSum, earliestMillis, millis);
  }

  /**
   * Returns the clocks of two recorders.
   *
   * @param other the other clocks
   * @return all of them, read at the later moment of the two
   */
  public Elapsed plus(Elapsed other) {
    long earliest =
        clocks == 0 || other.clocks == 0
            ? earliestMillis + other.earliestMillis
            : Math.min(earliestMillis, other.earliestMillis);
    return new Elapsed(
        clocks + other.clocks,
        startMillisSum + other.startMillisSum,
        earliest,
        Math.max(atMillis, other.atMillis));
  }

  /**
   * Returns whether these clocks are those of another value, whenever the two were read.
   *
   * @param other other clocks
   * @return whether number and starts are the same
   */
  public boolean hasStartsOf(Elapsed other) {
    return clocks == other.clocks
        && startMillisSum == other.startMillisSum
        && earliestMillis == other.earliestMillis;
  }
}
