package io.tapes.benchmarks.memory;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;

/** Micrometer, plain or with four percentiles. */
final class MicrometerStore implements TimerStore {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final boolean percentiles;

  MicrometerStore(boolean percentiles) {
    this.percentiles = percentiles;
  }

  @Override
  public Object root() {
    return registry;
  }

  @Override
  public Recording add(String name) {
    Timer.Builder builder = Timer.builder(name);
    Timer timer =
        (percentiles ? builder.publishPercentiles(0.5, 0.95, 0.99, 0.999) : builder)
            .register(registry);
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void snapshot() {
    // Percentiles stand beside their timer as gauges, which read it themselves.
    registry.forEachMeter(
        meter -> {
          if (meter instanceof Timer timer) {
            timer.takeSnapshot();
          }
        });
  }
}
