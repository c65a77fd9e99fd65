package io.tapes;

import org.jspecify.annotations.Nullable;

/** What the registry needs of an instrument: its value now. Keeps that off the public types. */
abstract class Instrument {
  /**
   * The value now, or null for a series that has none yet. Equal values are the same instance where
   * that is cheap, so that readers can tell what did not change.
   *
   * @param nanos the monotonic time of the read
   * @param wallMillis the wall clock at the same moment
   */
  abstract @Nullable MetricValue read(long nanos, long wallMillis);
}
