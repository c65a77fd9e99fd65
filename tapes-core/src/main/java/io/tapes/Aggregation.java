package io.tapes;

import java.util.Optional;

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
  ALL(7, false),
  /** A series for each living process, told apart by the tag {@code worker}. */
  LIVE_ALL(8, true),
  /** The sum over all processes that ever set it. */
  SUM(1, false),
  /** The sum over living processes. The default: what a queue depth or a pool size needs. */
  LIVE_SUM(2, true),
  /** The largest value that any process, living or ended, holds. */
  MAX(3, false),
  /** The largest value among living processes. */
  LIVE_MAX(4, true),
  /** The smallest value that any process, living or ended, holds. */
  MIN(5, false),
  /** The smallest value among living processes. */
  LIVE_MIN(6, true),
  /** The value that was set last, by whichever process; of a source, the one that changed last. */
  MOST_RECENT(9, false),
  /**
   * The value that was set last by a process that lives; of a source, the one that changed last.
   */
  LIVE_MOST_RECENT(10, true),
  /** The mean over all processes that ever set it, each with its last value. */
  MEAN(11, false),
  /** The mean over living processes. */
  LIVE_MEAN(12, true);

  private final int code;
  private final boolean live;

  Aggregation(int code, boolean live) {
    this.code = code;
    this.live = live;
  }

  /**
   * Returns the number that stands for this aggregation in frames and files. It never changes.
   *
   * @return a number from 1 to 127
   */
  public int code() {
    return code;
  }

  /**
   * Returns the aggregation of a code.
   *
   * @param code what {@link #code} returned, perhaps of another version of this library
   * @return the aggregation; empty if this version does not know it
   */
  public static Optional<Aggregation> ofCode(int code) {
    for (Aggregation aggregation : values()) {
      if (aggregation.code == code) {
        return Optional.of(aggregation);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns whether ended processes are left out.
   *
   * @return true for the {@code LIVE_} forms
   */
  public boolean isLive() {
    return live;
  }

  /**
   * Returns whether each process keeps a series of its own.
   *
   * @return true for {@link #ALL} and {@link #LIVE_ALL}
   */
  public boolean isPerProcess() {
    return this == ALL || this == LIVE_ALL;
  }

  /**
   * Returns whether it matters when a value was set.
   *
   * @return true for {@link #MOST_RECENT} and {@link #LIVE_MOST_RECENT}
   */
  public boolean isMostRecent() {
    return this == MOST_RECENT || this == LIVE_MOST_RECENT;
  }

  /**
   * Returns whether the values are averaged.
   *
   * @return true for {@link #MEAN} and {@link #LIVE_MEAN}
   */
  public boolean isMean() {
    return this == MEAN || this == LIVE_MEAN;
  }

  /**
   * Combines two values of which it is not known who holds them; the order does not matter. See
   * {@link LevelMerge} for more than two.
   *
   * @param a the value of some processes
   * @param b the value of others
   * @return the value of all of them
   */
  public LevelValue combine(LevelValue a, LevelValue b) {
    return new LevelMerge(this).add(a, "").add(b, "").value().orElseThrow();
  }
}
