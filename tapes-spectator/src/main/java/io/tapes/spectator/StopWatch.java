package io.tapes.spectator;

import io.tapes.Clock;

/**
 * Measures the time from its start to its close, once.
 *
 * <pre>{@code
 * try (StopWatch watch = StopWatch.start(registry.timer("server.requestLatency"))) {
 *   answer();
 * }
 * }</pre>
 *
 * <p>One thread may start it and another one close it.
 */
public final class StopWatch implements AutoCloseable {
  private final DurationMeter meter;
  private final Clock clock;
  private final long startNanos;
  private boolean stopped;

  private StopWatch(DurationMeter meter, Clock clock) {
    this.meter = meter;
    this.clock = clock;
    this.startNanos = clock.nanoTime();
  }

  /**
   * Starts a watch.
   *
   * @param meter the timer or percentile timer that gets the duration
   * @return a running watch
   */
  public static StopWatch start(DurationMeter meter) {
    return start(meter, Clock.SYSTEM);
  }

  /**
   * Starts a watch with a clock of its own.
   *
   * @param meter the timer or percentile timer that gets the duration
   * @param clock says the time
   * @return a running watch
   */
  public static StopWatch start(DurationMeter meter, Clock clock) {
    return new StopWatch(meter, clock);
  }

  /** Records the duration. A second call does nothing. */
  @Override
  public void close() {
    long nanos = clock.nanoTime() - startNanos;
    synchronized (this) {
      if (stopped) {
        return;
      }
      stopped = true;
    }
    meter.recordNanos(nanos);
  }
}
