package io.tapes.reporters.transport;

import io.tapes.Clock;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * When a target that failed may be tried again: after half a second, doubling to 30. Always sooner
 * than a schedule comes back after as many failures, so that its retries find the way open.
 */
final class BackOff {
  private static final long FIRST_MILLIS = 500;
  private static final long LAST_MILLIS = 30_000;
  private static final int MOST_DOUBLINGS = 10;

  private final Clock clock;
  private int failures;
  private long notBeforeNanos;

  BackOff(Clock clock) {
    this.clock = clock;
  }

  /** Throws while it is too early. */
  void requireElapsed(String target) throws IOException {
    long leftNanos = notBeforeNanos - clock.nanoTime();
    if (failures > 0 && leftNanos > 0) {
      throw new IOException(
          target
              + " failed "
              + (failures == 1 ? "before" : failures + " times in a row")
              + "; it is tried again in "
              + (TimeUnit.NANOSECONDS.toMillis(leftNanos) + 1)
              + " ms");
    }
  }

  void failed() {
    long millis = Math.min(LAST_MILLIS, FIRST_MILLIS << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    notBeforeNanos = clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  void succeeded() {
    failures = 0;
  }
}
