package io.tapes.micrometer;

import io.micrometer.core.instrument.Clock;

/** The clock of a Tapes registry as Micrometer has clocks; any thread. */
record RegistryClock(io.tapes.Clock clock) implements Clock {
  @Override
  public long wallTime() {
    return clock.wallMillis();
  }

  @Override
  public long monotonicTime() {
    return clock.nanoTime();
  }
}
