package io.tapes.report;

import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import io.tapes.support.Durations;
import io.tapes.support.LogLimiter;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The last snapshot of a schedule, taken on a thread of its own: the source may hang. */
final class LastSnapshot {
  private final FutureTask<Snapshot> task;
  private final LogLimiter log;

  LastSnapshot(SnapshotSource source, LogLimiter log) {
    this.task = new FutureTask<>(source::snapshot);
    this.log = log;
  }

  /**
   * Takes it.
   *
   * @return null if the source failed or did not answer in time; a warning says so
   */
  @Nullable Snapshot await(Duration timeout) {
    boolean interrupted = false;
    try {
      Thread thread = new Thread(task, "tapes-report-last");
      thread.setDaemon(true);
      thread.start();
      long deadline = System.nanoTime() + Durations.nanos(timeout);
      while (true) {
        try {
          return task.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true; // it is waited for all the same
        }
      }
    } catch (TimeoutException e) {
      log.warn("no last report: the source gave no snapshot within " + timeout, null);
    } catch (Throwable e) { // the reporters are closed all the same
      Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
      log.warn("no last report: the source failed with " + LogLimiter.describe(cause), cause);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return null;
  }
}
