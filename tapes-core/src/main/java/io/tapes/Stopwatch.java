package io.tapes;

/**
 * Measures a duration whose timer is known only at its end, such as one with the tags of an
 * outcome.
 *
 * <pre>{@code
 * Stopwatch watch = Stopwatch.start(registry);
 * String status = answer(request);
 * watch.stop(registry.timer("http", Tags.of("status", status)));
 * }</pre>
 *
 * <p>It reads the registry's clock twice and nothing else. One thread at a time may use it; it may
 * be handed from thread to thread.
 */
public final class Stopwatch {
  private final Clock clock;
  private final long startNanos;
  private boolean stopped;

  private Stopwatch(Clock clock) {
    this.clock = clock;
    this.startNanos = clock.nanoTime();
  }

  /**
   * Starts a measurement.
   *
   * @param registry the registry whose clock measures
   * @return a running stopwatch
   */
  public static Stopwatch start(Registry registry) {
    return new Stopwatch(registry.clock());
  }

  /**
   * Records the time since the start, unless that was done before: of several calls the first one
   * counts, whichever timers they name.
   *
   * @param timer where to record it
   */
  public void stop(Timer timer) {
    if (!stopped) {
      stopped = true;
      timer.recordNanos(clock.nanoTime() - startNanos);
    }
  }
}
