package io.tapes.reporters.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Runs what calls Netty on a thread that ends with it. Netty leaves its thread-local variables with
 * its caller, and through them a thread of an application server would keep every class of an
 * application that was undeployed. Any thread may call it.
 */
public final class OwnThread {
  private OwnThread() {}

  /**
   * Runs a task and waits for it, also while interrupted; the interrupt is kept.
   *
   * @param name of the thread
   * @param task what to run; what it throws is thrown here
   * @param <T> the type of its result
   * @return its result
   */
  public static <T> T call(String name, Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable run =
        () -> {
          try {
            result.complete(task.get());
          } catch (Throwable e) { // thrown to the caller below
            result.completeExceptionally(e);
          }
        };
    Thread thread = new Thread(run, name);
    thread.setDaemon(true);
    thread.start();
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
