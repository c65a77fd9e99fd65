package io.tapes;

import io.tapes.support.Durations;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until told to move; for tests.
 *
 * <p>While it moves, the ticks that lie between happen in the registries that have it, whenever
 * they are read: what was recorded before the move counts as recorded when the move begins. Any
 * thread may read and move it.
 */
public final class ManualClock implements Clock {
  private final AtomicLong nanos = new AtomicLong();
  private final long startMillis;
  private final List<WeakReference<TickTarget>> registries = new ArrayList<>();

  /** Returns a clock at 1970-01-01T00:00:00Z. */
  public ManualClock() {
    this(0);
  }

  /**
   * Returns a clock at the given wall time.
   *
   * @param startMillis milliseconds since 1970-01-01T00:00:00Z
   */
  public ManualClock(long startMillis) {
    this.startMillis = startMillis;
  }

  /**
   * Moves both times forward.
   *
   * @param step how far; zero is allowed
   * @throws IllegalArgumentException if the step is negative
   */
  public synchronized void advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException(
          "clock step " + step + " is negative; a clock only moves forward");
    }
    long from = nanos.get();
    long to = from + Durations.nanos(step);
    registries.removeIf(reference -> reference.get() == null);
    for (WeakReference<TickTarget> reference : registries) {
      TickTarget registry = reference.get();
      if (registry != null) {
        registry.pass(from, millis(from), to, millis(to));
      }
    }
    nanos.set(to);
  }

  /** Ticks for a registry from now on, as long as it is reachable. */
  synchronized void add(TickTarget registry) {
    registries.add(new WeakReference<>(registry));
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public long wallMillis() {
    return millis(nanos.get());
  }

  private long millis(long atNanos) {
    return startMillis + atNanos / 1_000_000;
  }

  @Override
  public String toString() {
    return "ManualClock[" + Duration.ofNanos(nanos.get()) + "]";
  }
}
