package io.tapes.benchmarks.memory;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import java.util.concurrent.TimeUnit;

/** Dropwizard Metrics with its default reservoir. */
final class DropwizardStore implements TimerStore {
  private final MetricRegistry registry = new MetricRegistry();

  @Override
  public Object root() {
    return registry;
  }

  @Override
  public Recording add(String name) {
    Timer timer = registry.timer(name);
    return nanos -> timer.update(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void snapshot() {
    registry.getTimers().values().forEach(Timer::getSnapshot);
  }
}
