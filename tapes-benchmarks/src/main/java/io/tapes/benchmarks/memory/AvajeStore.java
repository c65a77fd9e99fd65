package io.tapes.benchmarks.memory;

import io.avaje.metrics.MetricRegistry;
import io.avaje.metrics.Metrics;
import io.avaje.metrics.Timer;

/** avaje-metrics. */
final class AvajeStore implements TimerStore {
  private final MetricRegistry registry = Metrics.createRegistry();

  @Override
  public Object root() {
    return registry;
  }

  @Override
  public Recording add(String name) {
    Timer timer = registry.timer(name);
    return nanos -> timer.addEventDuration(true, nanos);
  }

  @Override
  public void snapshot() {
    registry.collectMetrics();
  }
}
