package io.tapes.distributed.worker;

/** Tells when a connection that carries no answer is given up. One thread at a time. */
final class SilentConnection {
  /*
   * A connection may be dead without an end: the other host vanished, or an aggregator that had no
   * memory for a moment never looks at this one again. An aggregator that only stands still is not
   * to be flooded with connections meanwhile, so each further one has twice the time.
   */
  static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final int MAX_DOUBLINGS = 5;

  private int doublings;
  private long patientUntil;
  private boolean waiting;

  /** A connection begins. */
  void begin() {
    waiting = false;
  }

  /** An answer to this worker came over it; those to others say nothing of it. */
  void heard() {
    waiting = false;
    doublings = 0;
  }

  /**
   * Returns whether it is time for another connection.
   *
   * @param unanswered whether something was sent that an aggregator would answer
   */
  boolean isGivenUp(boolean unanswered, long now) {
    if (!unanswered) {
      waiting = false;
      return false;
    }
    if (!waiting) {
      waiting = true;
      patientUntil = now + (PATIENCE_NANOS << doublings);
      return false;
    }
    if (now - patientUntil < 0) {
      return false;
    }
    doublings = Math.min(doublings + 1, MAX_DOUBLINGS);
    return true;
  }
}
