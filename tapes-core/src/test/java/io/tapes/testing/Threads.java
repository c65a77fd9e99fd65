package io.tapes.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** Running the same work in many threads at once. */
@SuppressWarnings("ThreadPriorityCheck") // yielding mixes the threads, nothing relies on it
public final class Threads {
  private Threads() {}

  public static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs the work in that many threads, which start together; rethrows the first failure. */
  public static void together(int count, IntConsumer work) {
    CyclicBarrier start = new CyclicBarrier(count);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      int own = number;
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                  work.accept(own);
                } catch (Throwable e) {
                  failure.compareAndSet(null, e);
                }
              });
      thread.start();
      threads.add(thread);
    }
    joinAll(threads);
    if (failure.get() != null) {
      throw new AssertionError("a thread failed", failure.get());
    }
  }

  /** What one thread does in one round. */
  public interface Step {
    void run(int thread, int round);
  }

  /** Runs the rounds in that many threads, each round as nearly at the same moment as can be. */
  public static void inStep(int count, int rounds, Step step) {
    AtomicInteger arrived = new AtomicInteger();
    AtomicBoolean failed = new AtomicBoolean();
    together(
        count,
        t -> {
          boolean done = false;
          try {
            for (int round = 0; round < rounds && !failed.get(); round++) {
              arrived.incrementAndGet();
              for (int spins = 0; arrived.get() < count * (round + 1) && !failed.get(); spins++) {
                if (spins > 1_000) {
                  Thread.yield(); // fewer processors than threads
                }
              }
              step.run(t, round);
            }
            done = true;
          } finally {
            failed.compareAndSet(false, !done);
          }
        });
  }

  public static void joinAll(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
