package io.tapes.cli;

import io.tapes.report.Reporter;
import io.tapes.reporters.delivery.IntervalReporter;

/** Of which values quantiles, means and extremes are. */
enum Window {
  /** Of all, older ones weighing less. */
  RECENT,
  /** Of exactly those since the last report. */
  INTERVAL;

  Reporter of(Reporter reporter) {
    return this == RECENT ? reporter : new IntervalReporter(reporter);
  }
}
