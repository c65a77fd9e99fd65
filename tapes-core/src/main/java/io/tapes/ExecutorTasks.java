package io.tapes;

import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The tasks of a {@link MonitoredExecutor} and what is measured of them. Any thread. */
final class ExecutorTasks {
  private final Counter submitted;
  private final Counter completed;
  private final Counter rejected;
  private final Gauge running;
  private final Timer wait;
  private final Timer run;

  ExecutorTasks(Registry registry) {
    submitted = registry.counter("submitted");
    completed = registry.counter("completed");
    rejected = registry.counter("rejected");
    running = registry.gauge("running");
    running.add(0); // an executor without a task is known to have none
    wait = registry.timer("wait");
    run = registry.timer("run");
  }

  /** A task to be handed over in place of one. */
  Runnable submitted(Runnable task) {
    submitted.increment();
    long now = wait.startNanos();
    return task instanceof Comparable<?>
        ? new ComparableTask(this, task, now)
        : new Task(this, task, now);
  }

  /** The same for a task with a result. */
  <T extends @Nullable Object> Callable<T> submitted(Callable<T> task) {
    submitted.increment();
    long now = wait.startNanos();
    return () -> {
      long start = started(now);
      try {
        return task.call();
      } finally {
        ended(start);
      }
    };
  }

  RejectedExecutionException rejected(RejectedExecutionException cause) {
    rejected.increment();
    return cause;
  }

  private long started(long submittedNanos) {
    wait.recordSince(submittedNanos);
    running.add(1);
    return run.startNanos();
  }

  private void ended(long startNanos) {
    run.recordSince(startNanos);
    running.add(-1);
    completed.increment();
  }

  /** The task that was handed over, where this is a measured one. */
  static Runnable unwrapped(Runnable task) {
    return task instanceof Task measured ? measured.task : task;
  }

  private static class Task implements Runnable {
    private final ExecutorTasks tasks;
    private final long submittedNanos;
    final Runnable task;

    Task(ExecutorTasks tasks, Runnable task, long submittedNanos) {
      this.tasks = tasks;
      this.task = task;
      this.submittedNanos = submittedNanos;
    }

    @Override
    public void run() {
      long start = tasks.started(submittedNanos);
      try {
        task.run();
      } finally {
        tasks.ended(start);
      }
    }

    @Override
    public String toString() {
      return task.toString();
    }
  }

  /** A queue may order tasks, those that are measured and those that are not. */
  @SuppressWarnings("ComparableType") // it is compared with what is not measured as well
  private static final class ComparableTask extends Task implements Comparable<Runnable> {
    ComparableTask(ExecutorTasks tasks, Runnable task, long submittedNanos) {
      super(tasks, task, submittedNanos);
    }

    @Override
    @SuppressWarnings("unchecked") // it is asked as it would be without this class
    public int compareTo(Runnable other) {
      return ((Comparable<Object>) task).compareTo(unwrapped(other));
    }
  }
}
