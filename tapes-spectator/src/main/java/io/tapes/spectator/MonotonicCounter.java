package io.tapes.spectator;

/**
 * Follows a number that something else counts, with fractions. The agent sends what it grows by; a
 * number below the last one begins again from there.
 *
 * <p>Any thread may use an instance.
 */
public final class MonotonicCounter extends Meter {
  MonotonicCounter(LineSink lines, MeterId id) {
    super(lines, id, "C");
  }

  /**
   * Sets the number.
   *
   * @param count as it is now; what is infinite or not a number is dropped
   */
  public void set(double count) {
    sendIf(Double.isFinite(count), count);
  }
}
