package io.tapes.blackbox;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The thread of a {@link BlackBox}: does what those who record must not wait for. Any thread. */
final class BoxKeeper {
  /*
   * It works each second, and a moment after it is woken: then a thread recorded what is not in the
   * file yet, or little room is ready. Where there is no room at all it would be woken by every
   * record, so it waits for the second then.
   */
  private static final long BEAT_NANOS = 1_000_000_000L;
  private static final long MOMENT_NANOS = 1_000_000L;

  private volatile @Nullable Thread thread;
  private volatile boolean woken;
  private volatile boolean ended;

  void start(BoxBody body) {
    Thread started = new Thread(null, () -> run(body), "tapes-blackbox", 0, false);
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  /** Something is to be done soon. It never waits. */
  void wake() {
    if (!woken) {
      woken = true;
      LockSupport.unpark(thread);
    }
  }

  void end() {
    ended = true;
    LockSupport.unpark(thread);
  }

  private void run(BoxBody body) {
    long nextBeat = System.nanoTime() + BEAT_NANOS;
    while (!ended) {
      long now = System.nanoTime();
      long earliest = nextBeat;
      woken = false;
      try {
        if (now - nextBeat >= 0) {
          nextBeat = now + BEAT_NANOS;
          body.beat();
        }
        earliest = body.tend() ? now + MOMENT_NANOS : nextBeat;
      } catch (Throwable e) { // of any kind, such as no memory, also for words: the next beat comes
        earliest = nextBeat;
      }
      pause(earliest, nextBeat);
    }
  }

  private void pause(long earliest, long latest) {
    long left = 1;
    while (!ended && left > 0) {
      long until = woken && earliest - latest < 0 ? earliest : latest;
      left = until - System.nanoTime();
      if (left > 0 && !Thread.interrupted()) { // which is not handed out to be interrupted
        LockSupport.parkNanos(this, left);
      }
    }
  }
}
