package io.tapes.spectator;

/**
 * The maximum of the values in an interval of the agent's.
 *
 * <p>Any thread may use an instance.
 */
public final class MaxGauge extends Meter {
  MaxGauge(LineSink lines, MeterId id) {
    super(lines, id, "m");
  }

  /**
   * Sets a value, which counts if no other one of the interval is larger.
   *
   * @param value what is infinite or not a number is dropped
   */
  public void set(double value) {
    sendIf(Double.isFinite(value), value);
  }
}
