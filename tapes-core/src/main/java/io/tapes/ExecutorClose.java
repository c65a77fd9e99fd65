package io.tapes;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes executors on every JDK. */
final class ExecutorClose {
  private ExecutorClose() {}

  static void close(ExecutorService executor) {
    // Since JDK 19 every one is closeable, which code for JDK 17 cannot call by its type.
    if (executor instanceof AutoCloseable closeable) {
      close(closeable);
    } else {
      awaitEnd(executor);
    }
  }

  private static void close(AutoCloseable executor) {
    try {
      executor.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the close of an executor threw a checked exception", e);
    }
  }

  /** What the JDK does since it has the method. */
  static void awaitEnd(ExecutorService executor) {
    executor.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (executor.awaitTermination(1, TimeUnit.DAYS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
        executor.shutdownNow();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
