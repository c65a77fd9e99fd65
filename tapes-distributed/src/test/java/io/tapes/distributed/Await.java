package io.tapes.distributed;

import java.util.concurrent.Callable;

/** Waits for what other threads and processes do; the deadline only ends a test that hangs. */
public final class Await {
  private static final long DEADLINE_NANOS = 60_000_000_000L;

  private Await() {}

  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - start > DEADLINE_NANOS) {
        throw new AssertionError("not within a minute: " + what);
      }
      Thread.sleep(10);
    }
  }
}
