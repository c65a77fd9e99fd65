package io.tapes;

/**
 * The two times that metrics need: a monotonic one to measure with, and the wall clock to label
 * with.
 *
 * <p>Any thread may call an implementation. Tests use {@link ManualClock}.
 */
public interface Clock {
  /** The clock of the running system: {@link System#nanoTime} and the wall clock. */
  Clock SYSTEM = new SystemClock();

  /**
   * Returns a monotonic time in nanoseconds from an arbitrary origin. Only differences have a
   * meaning.
   *
   * @return nanoseconds
   */
  long nanoTime();

  /**
   * Returns the wall clock.
   *
   * @return milliseconds since 1970-01-01T00:00:00Z
   */
  long wallMillis();
}
