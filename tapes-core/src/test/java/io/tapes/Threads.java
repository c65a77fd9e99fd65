package io.tapes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** Running the same work in many threads at once. */
final class Threads {
  private Threads() {}

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs the work in that many threads, which start together; rethrows the first failure. */
  static void together(int count, IntConsumer work) {
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

  static void joinAll(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
