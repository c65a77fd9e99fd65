package io.tapes.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.function.BooleanSupplier;

/** Waits for the garbage collector. */
public final class Garbage {
  /** Only ends a test that would fail; threads that end when idle may hold on for seconds. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private Garbage() {}

  /**
   * Collects until the condition holds.
   *
   * @param failure what is wrong if it still does not after a minute
   */
  public static void await(BooleanSupplier condition, String failure) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - start < PATIENCE_NANOS, failure);
      collect();
    }
  }

  /** Returns when a collection has cleared the weak references to all that was unreachable. */
  public static void collect() throws InterruptedException {
    ReferenceQueue<Object> cleared = new ReferenceQueue<>();
    WeakReference<Object> canary = new WeakReference<>(new Object(), cleared);
    try {
      System.gc();
      cleared.remove();
    } finally {
      Reference.reachabilityFence(canary);
    }
  }
}
