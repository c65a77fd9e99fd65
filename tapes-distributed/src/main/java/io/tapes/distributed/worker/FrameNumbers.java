package io.tapes.distributed.worker;

/** The numbers of a worker's frames. One thread at a time. */
final class FrameNumbers {
  /*
   * A durable worker comes back under its incarnation, in another run. Frames of the run before may
   * still be under way, and the aggregator may have applied any number of them: no number may mean
   * a frame of the one run here and of the other there. So each run has numbers of its own, above
   * all of the runs before.
   */
  private static final int RUN_BITS = 32;

  private final long first;
  private long last;
  private long acknowledged;

  FrameNumbers(long run) {
    first = run << RUN_BITS;
    last = first;
  }

  /** That of the last frame that was made. */
  long last() {
    return last;
  }

  /** That of the last frame that the aggregator has; 0 while it has none. */
  long acknowledged() {
    return acknowledged;
  }

  /** There is a frame with that number, the last one so far. */
  void goOnFrom(long number) {
    last = number;
  }

  /** The aggregator has the frame with that number. */
  void acknowledged(long number) {
    acknowledged = number;
  }

  /** Numbers from the beginning of the run: the aggregator has nothing. */
  void begin() {
    last = first;
    acknowledged = 0;
  }
}
