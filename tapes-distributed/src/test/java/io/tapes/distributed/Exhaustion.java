package io.tapes.distributed;

/** Uses up all memory of this JVM for a while, to the last few bytes. */
final class Exhaustion {
  private static final int LARGE = 1024 * 1024;
  private static final int SMALL = 16;

  private Object[] held = {};

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
    return failures;
  }
}
