package io.tapes;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Work that measures itself each time it is done, also when it throws. Any thread. */
record TimedWork<T>(TimeRecorder timer, Supplier<T> work) implements Supplier<T> {
  @Override
  public T get() {
    long start = timer.startNanos();
    try {
      return work.get();
    } finally {
      timer.recordSince(start);
    }
  }

  /** The same for work without a result. */
  record OfRunnable(TimeRecorder timer, Runnable work) implements Runnable {
    @Override
    public void run() {
      long start = timer.startNanos();
      try {
        work.run();
      } finally {
        timer.recordSince(start);
      }
    }
  }

  /** The same for work that may throw what is declared. */
  record OfCallable<T>(TimeRecorder timer, Callable<T> work) implements Callable<T> {
    @Override
    public T call() throws Exception {
      long start = timer.startNanos();
      try {
        return work.call();
      } finally {
        timer.recordSince(start);
      }
    }
  }
}
