package io.tapes.benchmarks.memory;

import com.netflix.spectator.api.DefaultRegistry;
import com.netflix.spectator.api.Registry;
import com.netflix.spectator.api.Timer;
import com.netflix.spectator.api.histogram.PercentileTimer;
import java.util.concurrent.TimeUnit;

/** Spectator, plain or with a percentile timer's counters. */
final class SpectatorStore implements TimerStore {
  private final Registry registry = new DefaultRegistry();
  private final boolean percentile;

  SpectatorStore(boolean percentile) {
    this.percentile = percentile;
  }

  @Override
  public Object root() {
    return registry;
  }

  @Override
  public Recording add(String name) {
    Timer timer =
        percentile ? PercentileTimer.get(registry, registry.createId(name)) : registry.timer(name);
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void snapshot() {
    if (registry.measurements().count() < 0) {
      throw new IllegalStateException("a negative number of measurements");
    }
  }
}
