package io.tapes.sources;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Code of the user's that is called when a registry is read, and what it answered last. */
public abstract class AskedSource implements Consumer<SourceRun> {
  /*
   * What a source answers is written by the thread that calls it and read by the one that waits for
   * that: what orders them is the round's position, so answers need not be volatile. What is
   * written after a source was given up is, and it is not written again while nothing changes.
   * Other readers may see an answer or the next.
   */
  private volatile boolean answered;

  /** The run that may still be in it: it is stuck if that was abandoned and has not returned. */
  private volatile @Nullable SourceRun in;

  /** Whether a reading at this time has to call it; otherwise its last answer counts. */
  protected abstract boolean isDue(long nanos);

  /**
   * Calls it, and keeps what it answers if that still counts.
   *
   * @return whether it counts: what comes after the run was abandoned does not, as a rule
   */
  protected abstract boolean call(SourceRun run);

  /** Has no answer from now on, or only a part of one, because it threw this. */
  protected abstract void failed(Throwable failure);

  /** Has no answer from now on, because it gave none in time. */
  protected abstract void silent();

  /** What a warning calls it. */
  protected abstract String describe();

  /** Whether it returned from its last call in time, if only to throw. */
  protected final boolean isAnswered() {
    return answered;
  }

  /** Calls it, unless it is stuck; returns whether it has returned in time. */
  final boolean ask(SourceRun run) {
    if (isStuck()) {
      return isAnsweredLate();
    }
    boolean counts;
    try {
      counts = call(run);
    } catch (Throwable e) { // whatever a source does, the other series are reported
      counts = !run.isAbandoned();
      if (counts) {
        failed(e);
      }
    }
    if (answered != counts) {
      answered = counts;
    }
    return counts;
  }

  /** As {@link #ask}, for a run whose reader does not know what it is at. */
  @Override
  public final void accept(SourceRun run) {
    boolean free = !isStuck() && in == null;
    if (free) {
      in = run;
    }
    try {
      ask(run);
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

  /** Whether a call that was given up has answered by now, and that counts; else leaves it out. */
  private synchronized boolean isAnsweredLate() {
    if (!answered) {
      leaveOut();
    }
    return answered;
  }

  /** It takes no part in this reading. */
  final synchronized void leaveOut() {
    answered = false;
    silent();
  }

  /** Its last call has an answer that counts, which was set under this instance's monitor. */
  protected final void answered() {
    answered = true;
  }
}
