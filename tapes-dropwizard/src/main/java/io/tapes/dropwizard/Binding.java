package io.tapes.dropwizard;

import com.codahale.metrics.Snapshot;
import io.tapes.Clock;
import io.tapes.Instrument;
import io.tapes.ManualClock;
import io.tapes.Rates;
import io.tapes.Registry;
import io.tapes.Series;
import java.util.Optional;

/**
 * Which instrument a metric of Dropwizard's is; any thread.
 *
 * @param home the registry that has the instrument
 * @param name what Dropwizard calls the metric
 */
record Binding(Registry home, String name, Instrument instrument) {
  /*
   * Dropwizard's meters look at their clock at each mark. A registry of Tapes' is ticked by a
   * thread, or by its manual clock as that moves; with any other clock it is not told that time
   * has passed. So the metric reads its own series before each record, which ends the ticks that
   * are over, and after it, which puts the record into the tick under way. That costs several times
   * what Dropwizard's look at the clock costs, with clocks that only tests have.
   */
  /** Whether rates and recent figures follow from the moments of the records. */
  boolean ticksByRecords() {
    return home.clock() != Clock.SYSTEM && !(home.clock() instanceof ManualClock);
  }

  Optional<Series> read() {
    return home.read(instrument);
  }

  Rates rates() {
    Optional<Series> series = read();
    return series.isEmpty()
        ? Rates.ZERO
        : series
            .get()
            .value()
            .match(sum -> sum.rates(), level -> Rates.ZERO, distribution -> distribution.rates());
  }

  Snapshot snapshot() {
    return read()
        .map(series -> (Snapshot) new RecentSnapshot(series.value().asDistribution()))
        .orElse(RecentSnapshot.EMPTY);
  }
}
