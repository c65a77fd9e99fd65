package io.tapes;

/**
 * How the values that several processes hold for one gauge become one value. A process that never
 * set the gauge takes no part.
 *
 * <p>The {@code LIVE_} forms leave out processes that have ended; the others keep their last value.
 */
public enum Aggregation {
  /**
   * No one value: a series for each process that ever set it, told apart by the tag {@code worker}.
   */
  ALL(false),
  /** A series for each living process, told apart by the tag {@code worker}. */
  LIVE_ALL(true),
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
  LIVE_MIN(true),
  /** The value that was set last, by whichever process; of a source, the one that changed last. */
  MOST_RECENT(false),
  /**
   * The value that was set last by a process that lives; of a source, the one that changed last.
   */
  LIVE_MOST_RECENT(true);

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
   * Whether each process keeps a series of its own.
   *
   * @return true for {@link #ALL} and {@link #LIVE_ALL}
   */
  public boolean isPerProcess() {
    return this == ALL || this == LIVE_ALL;
  }

  /**
   * Whether it matters when a value was set.
   *
   * @return true for {@link #MOST_RECENT} and {@link #LIVE_MOST_RECENT}
   */
  public boolean isMostRecent() {
    return this == MOST_RECENT || this == LIVE_MOST_RECENT;
  }

  /**
   * Combines two values.
   *
   * @param earlier the value of some processes
   * @param later the value of others; where only one value can be shown it is this one
   * @return the value of all of them
   */
  public double combine(double earlier, double later) {
    return switch (this) {
      case SUM, LIVE_SUM -> earlier + later;
      case MAX, LIVE_MAX -> Math.max(earlier, later);
      case MIN, LIVE_MIN -> Math.min(earlier, later);
      case ALL, LIVE_ALL, MOST_RECENT, LIVE_MOST_RECENT -> later;
    };
  }
}
