package io.tapes;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until told to move; for tests.
 *
 * <p>Any thread may read and move it.
 */
public final class ManualClock implements Clock {
  private final AtomicLong nanos = new AtomicLong();
  private final long startMillis;

  /** A clock at 1970-01-01T00:00:00Z. */
  public ManualClock() {
    this(0);
  }

  /**
   * A clock at the given wall time.
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
  public void advance(Duration step) {
    if (step.isNegative()) {
      throw new IllegalArgumentException(
          "clock step " + step + " is negative; a clock only moves forward");
    }
    nanos.addAndGet(Durations.nanos(step));
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public long wallMillis() {
    return startMillis + nanos.get() / 1_000_000;
  }

  @Override
  public String toString() {
    return "ManualClock[" + Duration.ofNanos(nanos.get()) + "]";
  }
}
