package io.tapes;

import org.jspecify.annotations.Nullable;

/** Code of the user's that is called when a registry is read, and what it answered last. */
abstract class AskedSource {
  /*
   * What a source answers is written by the thread that calls it and read by the one that waits for
   * that: what orders them is the round's position, so nothing here need be volatile but the run,
   * which is written after the source was given up. Other readers may see an answer or the next.
   */
  private boolean answered;

  /** The run that may still be in it: it is stuck if that was abandoned and has not returned. */
  private volatile @Nullable SourceRun in;

  /** Whether a reading at this time has to call it; otherwise its last answer counts. */
  abstract boolean isDue(long nanos);

  /** Calls it and, unless the run was abandoned meanwhile, keeps what it answered. */
  abstract void call(SourceRun run);

  /** Has no answer from now on, or only a part of one, because it threw this. */
  abstract void failed(Throwable failure);

  /** Has no answer from now on, because it gave none in time. */
  abstract void silent();

  /** What a warning calls it. */
  abstract String describe();

  /** Whether it returned from its last call in time, if only to throw. */
  final boolean isAnswered() {
    return answered;
  }

  /** Calls it, unless it is stuck; returns whether it has returned in time. */
  final boolean ask(SourceRun run) {
    if (isStuck()) {
      leaveOut();
      return false;
    }
    try {
      call(run);
      answered = !run.isAbandoned();
    } catch (Throwable e) { // whatever a source does, the other series are reported
      answered = !run.isAbandoned();
      if (answered) {
        failed(e);
      }
    }
    return answered;
  }

  /** As {@link #ask}, for a run whose reader does not know what it is at. */
  final boolean askWithin(SourceRun run) {
    boolean free = !isStuck() && in == null;
    if (free) {
      in = run;
    }
    try {
      return ask(run);
    } finally {
      // No call: the stack may be full.
      if (free) {
        in = null;
      }
    }
  }

  /** The run was abandoned in it. */
  final void stuckIn(SourceRun run) {
    in = run;
  }

  private boolean isStuck() {
    SourceRun last = in;
    if (last == null) {
      return false;
    }
    if (last.hasReturned()) {
      in = null;
    }
    return last.isAbandoned();
  }

  /** It takes no part in this reading. */
  final void leaveOut() {
    answered = false;
    silent();
  }
}
