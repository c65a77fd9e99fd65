package io.tapes;

/**
 * How the values that several processes hold for one gauge become one value. A process that never
 * set the gauge takes no part.
 *
 * <p>The {@code LIVE_} forms leave out processes that have ended; the others keep their last value.
 */
public enum Aggregation {
  /** The sum over all processes that ever set it. */
  SUM(false),
  /** The sum over living processes. The default: what a queue depth or a pool size needs. */
  LIVE_SUM(true),
  /** The largest value that any process, living or ended, holds. */
  MAX(false),
  /** The largest value among living processes. */
  LIVE_MAX(true),
  /** The smallest value that any process, living or ended, holds. */
  MIN(false),
  /** The smallest value among living processes. */
  LIVE_MIN(true);

  private final boolean live;

  Aggregation(boolean live) {
    this.live = live;
  }

  /**
   * Whether ended processes are left out.
   *
   * @return true for the {@code LIVE_} forms
   */
  public boolean isLive() {
    return live;
  }

  /**
   * Combines two values.
   *
   * @param a the value of some processes
   * @param b the value of others
   * @return the value of all of them
   */
  public double combine(double a, double b) {
    return switch (this) {
      case SUM, LIVE_SUM -> a + b;
      case MAX, LIVE_MAX -> Math.max(a, b);
      case MIN, LIVE_MIN -> Math.min(a, b);
    };
  }
}
