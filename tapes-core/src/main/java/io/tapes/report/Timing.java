package io.tapes.report;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs tasks later. Any thread. */
@FunctionalInterface
interface Timing {
  /**
   * Runs a task once.
   *
   * @return what cancels it
   * @throws RejectedExecutionException if nothing is run any more
   */
  Future<?> after(long millis, Runnable task);

  /** On an executor of the caller's. */
  static Timing on(ScheduledExecutorService executor) {
    return (millis, task) -> executor.schedule(task, millis, TimeUnit.MILLISECONDS);
  }
}
