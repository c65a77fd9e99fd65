package io.tapes.sources;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A thread that calls sources, one round after the other, and ends when there are none. */
final class SourceThread extends Thread {
  private static final long IDLE_SECONDS = 2;
  private static final ClassLoader NEUTRAL = SourceThread.class.getClassLoader();

  private final BlockingQueue<SourceRound> rounds = new ArrayBlockingQueue<>(1);

  /** Whether it takes no more rounds; guarded by the queue. */
  private boolean ended;

  /** What it is at; its own. */
  private @Nullable SourceRun run;

  SourceThread() {
    super(null, null, "tapes-sources", 0, false);
    setDaemon(true);
    setContextClassLoader(NEUTRAL);
  }

  /** What the calling thread is at, null unless it calls sources. */
  static @Nullable SourceRun current() {
    return Thread.currentThread() instanceof SourceThread thread ? thread.run : null;
  }

  /** Has it do the round as soon as it can; false if it has ended. */
  boolean offer(SourceRound round) {
    synchronized (rounds) {
      return !ended && rounds.offer(round);
    }
  }

  @Override
  public void run() {
    while (true) {
      SourceRound round = next();
      if (round == null || !round.run(this)) {
        return;
      }
    }
  }

  private @Nullable SourceRound next() {
    try {
      SourceRound round = rounds.poll(IDLE_SECONDS, TimeUnit.SECONDS);
      if (round != null) {
        return round;
      }
    } catch (InterruptedException e) {
      // Only a source can have meant this thread.
    }
    synchronized (rounds) {
      ended = rounds.isEmpty();
      return rounds.poll();
    }
  }

  /** The thread is at this, as if the one with that context class loader did it itself. */
  void begin(SourceRun newRun, @Nullable ClassLoader loader) {
    run = newRun;
    setContextClassLoader(loader);
  }

  /** While it waits for more it refers to nothing of the user's. */
  void end() {
    run = null;
    setContextClassLoader(NEUTRAL);
  }
}
