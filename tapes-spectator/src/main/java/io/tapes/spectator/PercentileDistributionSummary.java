package io.tapes.spectator;

/**
 * Records amounts as a {@link DistributionSummary} does, and counts them in buckets, from which
 * Atlas estimates percentiles. That is up to 276 series: use it where percentiles are looked at.
 *
 * <p>Any thread may use an instance.
 */
public final class PercentileDistributionSummary extends Meter {
  PercentileDistributionSummary(LineSink lines, MeterId id) {
    super(lines, id, "D");
  }

  /**
   * Records an amount, of which the agent takes the whole part.
   *
   * @param amount in base units; what is negative, above 2^63, infinite or not a number is dropped
   */
  public void record(double amount) {
    if (amount == 0x1p63) { // what the largest long is as a double
      record(Long.MAX_VALUE);
    } else {
      sendIf(amount >= 0 && amount < 0x1p63, amount);
    }
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
