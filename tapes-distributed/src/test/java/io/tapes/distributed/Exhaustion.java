package io.tapes.distributed;

/** Uses up all memory of this JVM for a while, to the last few bytes. */
final class Exhaustion {
  private static final int LARGE = 1024 * 1024;
  private static final int SMALL = 16;

  private static final Object[] NOTHING = {};

  private Object[] held = NOTHING;

  private Exhaustion() {}

  /** At least until there is none; returns how many allocations found no memory. */
  static int during(long millis) {
    Exhaustion all = new Exhaustion();
    int failures = 0;
    int size = LARGE;
    long end = System.nanoTime() + millis * 1_000_000;
    while (failures == 0 || System.nanoTime() - end < 0) {
      try {
        all.held = new Object[] {all.held, new byte[size]};
      } catch (OutOfMemoryError full) {
        failures++;
        size = Math.max(SMALL, size / 2);
      }
    }
    all.release();
    return failures;
  }

  /** Returns when there is memory again, which may be a moment after it was given back. */
  private void release() {
    held = NOTHING;
    while (held == NOTHING) {
      try {
        held = new Object[] {new byte[LARGE]};
      } catch (OutOfMemoryError notYet) {
        Thread.onSpinWait();
      }
    }
  }
}
