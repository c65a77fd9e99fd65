package io.tapes.sources;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sources that are called one after the other for a reading, by one thread at a time: where one
 * does not return, its thread is abandoned in it and another one goes on behind it.
 */
final class SourceRound {
  /*
   * The position is that of the source that is being called. Its thread moves it on by
   * compare-and-set when the source has returned, and the reader does the same to give the source
   * up: the thread that comes second knows it by that. A thread that comes second leaves the round.
   *
   * The reader is parked until the end. A latch would not do: without memory for its queue one of
   * JDK 21 or later waits for the end alone, whatever time it was given.
   */
  private final @Nullable Object reader;
  private final List<AskedSource> sources;
  private final @Nullable ClassLoader loader;
  private final AtomicInteger hanging;
  private final AtomicInteger position = new AtomicInteger();
  private volatile boolean done;

  /** The reader, once it has waited. */
  private volatile @Nullable Thread waiting;

  /** Whether all have returned so far; ordered by the position. */
  private boolean complete = true;

  /** What a thread is at in this round, null until it has begun. */
  private volatile @Nullable SourceRun run;

  /**
   * A round that has not begun.
   *
   * @param reader whose sources they are, null if they may read that registry
   * @param loader the context class loader of the reader
   * @param hanging counts the threads that were abandoned and have not returned
   */
  SourceRound(
      @Nullable Object reader,
      List<AskedSource> sources,
      @Nullable ClassLoader loader,
      AtomicInteger hanging) {
    this.reader = reader;
    this.sources = sources;
    this.loader = loader;
    this.hanging = hanging;
  }

  /** Calls the sources that are left; returns whether the thread is free for another round. */
  boolean run(SourceThread thread) {
    SourceRun mine = new SourceRun(reader);
    boolean free = false;
    run = mine;
    thread.begin(mine, loader);
    try {
      call(mine);
    } finally {
      thread.end();
      free = mine.end();
      if (!free) {
        hanging.decrementAndGet();
      }
    }
    return free;
  }

  private void call(SourceRun mine) {
    for (int at = position.get(); at < sources.size(); at++) {
      try {
        if (!sources.get(at).ask(mine)) {
          complete = false;
        }
      } catch (Throwable e) {
        complete = false; // it has failed, and to tell of that failed too
      }
      Thread.interrupted(); // what one source leaves behind is not for the next
      if (!position.compareAndSet(at, at + 1)) {
        return;
      }
    }
    done = true;
    LockSupport.unpark(waiting);
  }

  /**
   * Waits until all sources have returned, or for that time. An interrupt does not shorten it, and
   * stays set. One thread, and no memory is needed.
   */
  boolean await(long nanos) {
    waiting = Thread.currentThread();
    long end = System.nanoTime() + nanos;
    boolean interrupted = false;
    for (long left = nanos; left > 0 && !done; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return done;
  }

  int position() {
    return position.get();
  }

  /** Whether all sources answered; for the reader, at the end. */
  boolean isComplete() {
    return complete;
  }

  /** Gives up the source at a position, if it is still being called: another thread must go on. */
  boolean giveUp(int at) {
    SourceRun stuck = run;
    if (stuck == null || !position.compareAndSet(at, at + 1)) {
      return false;
    }
    run = null;
    leave(at, stuck);
    return true;
  }

  /** Ends the round; returns the position of the first source that was not called to its end. */
  int end() {
    int from = position.getAndSet(sources.size());
    SourceRun last = run;
    if (from < sources.size()) {
      leave(from, last);
    }
    return from;
  }

  private void leave(int at, @Nullable SourceRun stuck) {
    complete = false;
    if (stuck != null && stuck.abandon()) {
      hanging.incrementAndGet();
      sources.get(at).stuckIn(stuck);
    }
  }
}
