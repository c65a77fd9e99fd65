package io.tapes.benchmarks.memory;

import io.tapes.Registry;
import io.tapes.Timer;
import java.util.concurrent.TimeUnit;

/** Ours. */
final class TapesStore implements TimerStore {
  private final Registry registry = Registry.create();

  @Override
  public Object root() {
    return registry;
  }

  @Override
  public Recording add(String name) {
    Timer timer = registry.timer(name);
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void snapshot() {
    if (registry.getStats().isEmpty()) {
      throw new IllegalStateException("the registry shows no timer");
    }
  }
}
