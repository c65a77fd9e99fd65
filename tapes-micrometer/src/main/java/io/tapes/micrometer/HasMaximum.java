package io.tapes.micrometer;

import io.micrometer.core.instrument.Meter;

/** A meter with a maximum of the last minutes, which is shown as a gauge beside it. */
interface HasMaximum extends Meter {
  /** The maximum now, in the unit that is shown. */
  double shownMaximum();
}
