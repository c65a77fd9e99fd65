package io.tapes.support;

/**
 * Waits that an interrupt does not cut short, for closing: what was recorded last would be lost.
 * The interrupt stays set. Any thread may use it.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

  /** Waits for something for a limited time. */
  @FunctionalInterface
  public interface Wait {
    /**
     * Waits.
     *
     * @param nanos for how long at most, 1 or more
     * @return whether what it waits for has come
     * @throws InterruptedException if the thread is interrupted
     */
    boolean await(long nanos) throws InterruptedException;
  }

  /**
   * Waits until something has come or the time is over, through all interrupts.
   *
   * @param nanos for how long at most; it looks once where this is zero or negative
   * @param wait begun again with the rest of the time after an interrupt
   * @return whether it has come
   */
  public static boolean await(long nanos, Wait wait) {
    boolean interrupted = false;
    long begin = System.nanoTime();
    try {
      while (true) {
        try {
          return wait.await(Math.max(1, nanos - (System.nanoTime() - begin)));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
