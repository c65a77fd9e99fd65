package io.tapes.distributed.aggregator;

/** Up to which frame of a worker all is safe from this process' end. The I/O thread only. */
final class SafeSequence {
  /*
   * One checkpoint is waited for at a time; what is applied meanwhile belongs to the one after it.
   * So what is told may be behind by a checkpoint, and needs no list of what each one held.
   */
  private long reached;
  private long waiting;
  private long checkpoint;
  private long told;

  /** The sequence number now, given the one that is applied. */
  long at(long applied, Checkpoints checkpoints) {
    if (checkpoints.isReached(checkpoint)) {
      reached = waiting;
      waiting = applied;
      checkpoint = checkpoints.next();
      if (checkpoints.isReached(checkpoint)) {
        reached = waiting;
      }
    }
    return reached;
  }

  /** The same, for the worker, who is then told. */
  long tell(long applied, Checkpoints checkpoints) {
    told = at(applied, checkpoints);
    return told;
  }

  /** Whether the worker was told of all that there is to tell. */
  boolean isTold(long applied, Checkpoints checkpoints) {
    return at(applied, checkpoints) == told;
  }
}
