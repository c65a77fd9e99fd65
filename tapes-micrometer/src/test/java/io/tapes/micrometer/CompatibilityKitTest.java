package io.tapes.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.tck.MeterRegistryCompatibilityKit;
import java.time.Duration;

/** Micrometer's own tests of a registry. */
class CompatibilityKitTest extends MeterRegistryCompatibilityKit {
  @Override
  public MeterRegistry registry() {
    return MockClocks.meters(new MockClock());
  }

  @Override
  public Duration step() {
    return Duration.ofMinutes(1);
  }
}
