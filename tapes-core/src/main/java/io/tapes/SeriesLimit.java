package io.tapes;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * How many series a registry has and may have, and which stand for those beyond. Any thread may ask
 * whether the limit is reached; changes are guarded by the registry's lock.
 */
final class SeriesLimit {
  private final int most;
  private final Counter redirected;
  private final Tags overflowTags;

  /** Overflow series, which take no room below the limit. */
  private final Set<Instrument> uncounted = Collections.newSetFromMap(new IdentityHashMap<>());

  private volatile boolean reached;
  private int series;

  /**
   * Sets the limit of a registry without series.
   *
   * @param redirected counts requests for series beyond it
   */
  SeriesLimit(int most, Counter redirected, Tags commonTags) {
    this.most = most;
    this.redirected = redirected;
    this.overflowTags = commonTags.and(SelfMetrics.OVERFLOW, "true");
  }

  /** The name of what stands for all new names of a kind. */
  static String overflowName(MetricKind kind) {
    return SelfMetrics.OVERFLOW + "." + kind;
  }

  /** The tags of what stands for series beyond the limit. */
  Tags overflowTags() {
    return overflowTags;
  }

  boolean isReached() {
    return reached;
  }

  /** A series was asked for that another one stands for; any thread. */
  void redirected() {
    redirected.increment();
  }

  /** Another series is made, below the limit. */
  void count() {
    reached = ++series == most;
  }

  /** A series is made that stands for those beyond. */
  void leaveOut(Instrument overflow) {
    uncounted.add(overflow);
  }

  void removed(Instrument instrument) {
    if (!uncounted.remove(instrument)) {
      series--;
      reached = false;
    }
  }

  void replaced(Instrument old, Instrument made) {
    if (uncounted.remove(old)) {
      uncounted.add(made);
    }
  }
}
