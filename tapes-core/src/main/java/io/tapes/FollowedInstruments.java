package io.tapes;

import io.tapes.sources.SourceReader;
import io.tapes.support.LogLimiter;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The instruments of a registry that follow what others count or measure. Any thread. */
final class FollowedInstruments {
  private final Catalogue catalogue;
  private final SelfMetrics self;
  private final FollowedGauges gauges;
  private final FollowedCounters counters;
  private final LogLimiter log = RegistryLog.limited();

  /**
   * None yet.
   *
   * @param errors counts answers that are missing
   */
  FollowedInstruments(Catalogue catalogue, SelfMetrics self, SourceReader asked, Counter errors) {
    this.catalogue = catalogue;
    this.self = self;
    this.gauges = new FollowedGauges(asked);
    this.counters = new FollowedCounters(asked, errors);
  }

  /** Has a counter follow a count; false if it was removed meanwhile. */
  boolean follow(Instrument counter, ForeignCount count) {
    synchronized (catalogue) {
      boolean there = catalogue.has(counter);
      if (there) {
        counters.follow(counter, count);
      }
      return there;
    }
  }

  /** The gauge, or its successor if it has another source; null if it was removed meanwhile. */
  @Nullable Gauge follow(Gauge gauge, DoubleSupplier source) {
    Gauge follows = followLocked(gauge, source);
    if (follows != null && follows != gauge) {
      // Outside of the lock: a log may block.
      log.warn(
          "gauge '"
              + gauge.id()
              + "' has a second source, and the first is read no longer; give one of them another"
              + " name or tags, or remove the gauge with its first owner",
          null);
    }
    return follows;
  }

  private @Nullable Gauge followLocked(Gauge gauge, DoubleSupplier source) {
    synchronized (catalogue) {
      if (gauge.calls(source)) {
        return gauge;
      }
      if (!gauge.hasSource()) {
        gauges.follow(gauge, source);
        return gauge;
      }
      Gauge successor = (Gauge) catalogue.replace(gauge);
      if (successor != null) {
        gauges.forget(gauge);
        gauges.follow(successor, source);
        self.gaugeReplaced().increment();
      }
      return successor;
    }
  }

  /** The instrument was removed; under the lock. */
  void forget(Instrument removed) {
    counters.forget(removed);
    if (removed instanceof Gauge gauge) {
      gauges.forget(gauge);
    }
  }
}
