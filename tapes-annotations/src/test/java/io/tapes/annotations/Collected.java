package io.tapes.annotations;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.ref.WeakReference;

/** Waits until the garbage collector has taken something. */
public final class Collected {
  private Collected() {}

  /**
   * Fails if it is still there after many collections.
   *
   * @param reference to what should go
   */
  public static void await(WeakReference<?> reference) throws InterruptedException {
    for (int i = 0; i < 50 && reference.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertNull(reference.get(), "something still holds it");
  }
}
