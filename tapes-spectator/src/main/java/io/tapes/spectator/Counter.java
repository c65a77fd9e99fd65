package io.tapes.spectator;

/**
 * Counts events. Atlas shows them as a rate per second.
 *
 * <p>Any thread may use an instance.
 */
public final class Counter extends Meter {
  Counter(LineSink lines, MeterId id) {
    super(lines, id, "c");
  }

  /** Counts one. */
  public void increment() {
    sendIf(true, NumberForm.LONG, 1);
  }

  /**
   * Counts several.
   *
   * @param amount how many, with fractions; 0 is not sent, and what is negative, infinite or not a
   *     number is dropped
   */
  public void increment(double amount) {
    if (amount != 0) {
      sendIf(isAmount(amount), amount);
    }
  }
}
