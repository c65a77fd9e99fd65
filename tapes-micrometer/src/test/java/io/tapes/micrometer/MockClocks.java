package io.tapes.micrometer;

import io.micrometer.core.instrument.MockClock;
import io.tapes.Clock;
import io.tapes.Registry;

/** Registries whose clock is a mock of Micrometer's. */
final class MockClocks {
  private MockClocks() {}

  static TapesMeterRegistry meters(MockClock clock) {
    return new TapesMeterRegistry(Registry.builder().clock(tapes(clock)).build(), clock);
  }

  private static Clock tapes(MockClock clock) {
    return new Clock() {
      @Override
      public long nanoTime() {
        return clock.monotonicTime();
      }

      @Override
      public long wallMillis() {
        return clock.wallTime();
      }
    };
  }
}
