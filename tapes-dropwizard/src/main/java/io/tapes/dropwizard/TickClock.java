package io.tapes.dropwizard;

import com.codahale.metrics.Clock;
import io.tapes.Registry;

/** The clock of a Tapes registry, as Dropwizard's metrics read it. */
final class TickClock extends Clock {
  private static final TickClock SYSTEM = new TickClock(io.tapes.Clock.SYSTEM);

  private final io.tapes.Clock clock;

  private TickClock(io.tapes.Clock clock) {
    this.clock = clock;
  }

  static TickClock of(Registry registry) {
    io.tapes.Clock clock = registry.clock();
    return clock == io.tapes.Clock.SYSTEM ? SYSTEM : new TickClock(clock);
  }

  @Override
  public long getTick() {
    return clock.nanoTime();
  }

  @Override
  public long getTime() {
    return clock.wallMillis();
  }
}
