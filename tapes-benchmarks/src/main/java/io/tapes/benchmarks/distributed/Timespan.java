package io.tapes.benchmarks.distributed;

/**
 * How long each measurement takes.
 *
 * @param warmupMillis before it
 * @param millis of it
 * @param repetitions where single events are measured
 */
public record Timespan(long warmupMillis, long millis, int repetitions) {
  void warmUp() {
    sleep(warmupMillis);
  }

  void run() {
    sleep(millis);
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
