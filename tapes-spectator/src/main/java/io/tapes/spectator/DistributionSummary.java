package io.tapes.spectator;

/**
 * Records amounts, such as sizes: their count, total, total of squares and maximum.
 *
 * <p>Any thread may use an instance.
 */
public final class DistributionSummary extends Meter {
  DistributionSummary(LineSink lines, MeterId id) {
    super(lines, id, "d");
  }

  /**
   * Records an amount.
   *
   * @param amount in base units; what is negative, infinite or not a number is dropped
   */
  public void record(double amount) {
    sendIf(isAmount(amount), amount);
  }

  /**
   * Records a whole amount, with all its digits.
   *
   * @param amount in base units; what is negative is dropped
   */
  public void record(long amount) {
    sendIf(amount >= 0, NumberForm.LONG, amount);
  }
}
