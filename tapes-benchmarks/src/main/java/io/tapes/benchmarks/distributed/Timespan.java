package io.tapes.benchmarks.distributed;

import java.io.IOException;

/**
 * How long each measurement takes.
 *
 * @param warmupMillis before it
 * @param millis of it
 * @param repetitions where single events are measured
 */
public record Timespan(long warmupMillis, long millis, int repetitions) {
  /** The share of the time in which a compiler may work, in what is called warm. */
  private static final double QUIET = 0.002;

  void warmUp() {
    sleep(warmupMillis);
  }

  void run() {
    sleep(millis);
  }

  /** Waits until the compilers of these processes rest, for ten warm-ups at most. */
  void settle(Child... children) throws IOException {
    double before = compilation(children);
    for (int i = 0; i < 10; i++) {
      sleep(warmupMillis);
      double now = compilation(children);
      if (now - before < QUIET * 1e6 * warmupMillis) {
        return;
      }
      before = now;
    }
  }

  private static double compilation(Child... children) throws IOException {
    double nanos = 0;
    for (Child child : children) {
      nanos += child.ask("compilation");
    }
    return nanos;
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
