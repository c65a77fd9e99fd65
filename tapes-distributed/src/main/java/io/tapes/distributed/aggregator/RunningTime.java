package io.tapes.distributed.aggregator;

/** Time in nanoseconds that stands still while the process is stopped. One thread at a time. */
final class RunningTime {
  /*
   * A process that was stopped for a minute has heard nothing, and yet no worker was silent. A
   * step between two readings counts as a second at most; rounds are never further apart unless
   * the process does not run.
   */
  private static final long MAX_STEP_NANOS = 1_000_000_000L;

  private long lastNanos;
  private long time;

  RunningTime(long nanos) {
    lastNanos = nanos;
  }

  long at(long nanos) {
    time += Math.max(0, Math.min(MAX_STEP_NANOS, nanos - lastNanos));
    lastNanos = nanos;
    return time;
  }
}
