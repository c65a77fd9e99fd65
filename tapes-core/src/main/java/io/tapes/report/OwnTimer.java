package io.tapes.report;

import io.tapes.support.Durations;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs tasks at their times on one daemon thread that outlives whatever is thrown there. */
final class OwnTimer implements Timing, Runnable {
  /*
   * An executor of the JDK allocates while it waits for the next task. If there is no memory at
   * that moment its thread ends, and if there is none for another thread either, the tasks in its
   * queue wait for ever. Object.wait allocates nothing.
   */
  private record Task(long nanos, FutureTask<?> what) {}

  private static final Comparator<Task> EARLIEST_FIRST =
      (a, b) -> Long.signum(a.nanos() - b.nanos());

  private final PriorityQueue<Task> tasks = new PriorityQueue<>(EARLIEST_FIRST);
  private boolean started;
  private boolean ended;

  @Override
  public synchronized Future<?> after(long millis, Runnable what) {
    if (ended) {
      throw new RejectedExecutionException("the schedule is closed");
    }
    if (!started) {
      Thread thread = new Thread(this, "tapes-report-timer");
      thread.setDaemon(true);
      thread.start();
      started = true;
    }
    FutureTask<?> task = new FutureTask<>(what, null);
    tasks.add(new Task(System.nanoTime() + Durations.nanos(Duration.ofMillis(millis)), task));
    notifyAll();
    return task;
  }

  synchronized void end() {
    ended = true;
    tasks.clear();
    notifyAll();
  }

  @Override
  public void run() {
    while (true) {
      try {
        FutureTask<?> next = next();
        if (next == null) {
          return;
        }
        next.run();
      } catch (Throwable e) {
        // An interrupt, or no memory: the next task still has its time.
      }
    }
  }

  /** Waits for the next task; null at the end. */
  private synchronized @Nullable FutureTask<?> next() throws InterruptedException {
    while (!ended) {
      Task first = tasks.peek();
      long nanos = first == null ? Long.MAX_VALUE : first.nanos() - System.nanoTime();
      if (first != null && nanos <= 0) {
        tasks.remove();
        return first.what();
      }
      // One millisecond more than whole ones, so that it is not a moment early; 0 is for ever.
      wait(first == null ? 0 : nanos / 1_000_000 + 1);
    }
    return null;
  }
}
