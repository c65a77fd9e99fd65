package io.tapes.benchmarks.memory;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.tapes.Registry;
import io.tapes.dropwizard.TapesMetricRegistry;
import java.util.concurrent.TimeUnit;

/** Dropwizard's timers that are timers of Tapes'; both registries count. */
final class DropwizardBridgeStore implements TimerStore {
  private final Registry registry = Registry.create();
  private final MetricRegistry metrics = new TapesMetricRegistry(registry);

  @Override
  public Object root() {
    return metrics;
  }

  @Override
  public Recording add(String name) {
    Timer timer = metrics.timer(name);
    return nanos -> timer.update(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void snapshot() {
    registry.snapshot();
  }
}
