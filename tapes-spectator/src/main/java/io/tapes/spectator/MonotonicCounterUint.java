package io.tapes.spectator;

/**
 * Follows a number of 64 bits that something else counts, such as one of the kernel's. The agent
 * sends what it grows by, also where it rolls over.
 *
 * <p>Any thread may use an instance.
 */
public final class MonotonicCounterUint extends Meter {
  MonotonicCounterUint(LineSink lines, MeterId id) {
    super(lines, id, "U");
  }

  /**
   * Sets the number.
   *
   * @param count as it is now, read as unsigned
   */
  public void set(long count) {
    sendIf(true, NumberForm.UNSIGNED, count);
  }
}
