package io.tapes;

import io.tapes.sources.SourceReader;
import java.util.function.DoubleSupplier;

/** The gauges of a registry that follow a function. Any thread. */
final class FollowedGauges {
  private final SourceReader asked;

  FollowedGauges(SourceReader asked) {
    this.asked = asked;
  }

  /**
   * Has the gauge follow the function, in place of one that it may have followed before; returns
   * whether that was another one.
   */
  synchronized boolean follow(Gauge gauge, DoubleSupplier function) {
    GaugeSource next = new GaugeSource(gauge, function);
    GaugeSource before = gauge.follow(next);
    if (before != null) {
      asked.remove(before);
    }
    if (gauge.follows(next)) {
      asked.add(next);
    }
    return before != null && !before.isOf(function);
  }

  /** Asks no more for a gauge that was removed. */
  synchronized void forget(Gauge gauge) {
    GaugeSource last = gauge.forget();
    if (last != null) {
      asked.remove(last);
    }
  }
}
