package io.tapes.benchmarks.memory;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tapes.micrometer.TapesMeterRegistry;
import java.util.concurrent.TimeUnit;

/** Micrometer over one of its registries or over the bridge, plain or with four percentiles. */
final class MicrometerStore implements TimerStore {
  private final MeterRegistry registry;
  private final boolean percentiles;

  MicrometerStore(MeterRegistry registry, boolean percentiles) {
    this.registry = registry;
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
    if (registry instanceof TapesMeterRegistry bridge) {
      bridge.registry().snapshot();
    }
    // Percentiles stand beside their timer as gauges, which read it themselves.
    registry.forEachMeter(
        meter -> {
          if (meter instanceof Timer timer) {
            timer.takeSnapshot();
          }
        });
  }
}
