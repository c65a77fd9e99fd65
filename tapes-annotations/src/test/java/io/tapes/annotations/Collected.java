package io.tapes.annotations;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

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
    // What is only softly reachable goes before memory runs out.
    if (reference.get() != null) {
      fillMemory();
    }
    assertNull(reference.get(), "something still holds it");
  }

  private static void fillMemory() {
    List<byte[]> all = new ArrayList<>();
    try {
      while (true) {
        all.add(new byte[64 << 20]);
      }
    } catch (OutOfMemoryError e) {
      all.clear();
    }
  }
}
