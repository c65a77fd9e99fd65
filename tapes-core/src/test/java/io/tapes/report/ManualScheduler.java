package io.tapes.report;

import io.tapes.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An executor that runs its tasks when a test says so, in the thread of the test. */
final class ManualScheduler extends AbstractExecutorService implements ScheduledExecutorService {
  private final ManualClock clock;
  private final PriorityBlockingQueue<Task<?>> tasks = new PriorityBlockingQueue<>();
  private final AtomicLong created = new AtomicLong();
  private volatile boolean shutdown;

  /** So many tasks from now on find no memory. */
  int withoutMemory;

  ManualScheduler(ManualClock clock) {
    this.clock = clock;
  }

  /** Runs what is due now, and what that makes due now. */
  void run() {
    advance(Duration.ZERO);
  }

  /** Turns the clock from one due task to the next, and runs each at its time. */
  void advance(Duration step) {
    long end = clock.nanoTime() + step.toNanos();
    for (Task<?> next = tasks.peek(); next != null && next.dueNanos <= end; next = tasks.peek()) {
      tasks.remove(next);
      clock.advance(Duration.ofNanos(Math.max(0, next.dueNanos - clock.nanoTime())));
      next.run();
    }
    // A slow task may have turned it further already.
    clock.advance(Duration.ofNanos(Math.max(0, end - clock.nanoTime())));
  }

  /** Turns the clock as a suspended machine does: what is due runs at the end, late. */
  void suspend(Duration time) {
    clock.advance(time);
    run();
  }

  /** How many tasks wait that were not cancelled. */
  long waiting() {
    return tasks.stream().filter(task -> !task.isCancelled()).count();
  }

  private <T> ScheduledFuture<T> add(Callable<T> work, long nanos) {
    if (shutdown) {
      throw new RejectedExecutionException("shut down");
    }
    if (withoutMemory > 0) {
      withoutMemory--;
      throw new OutOfMemoryError("as if");
    }
    Task<T> task = new Task<>(work, clock.nanoTime() + Math.max(0, nanos));
    tasks.add(task);
    return task;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // execute returns none
  public void execute(Runnable command) {
    schedule(command, 0, TimeUnit.NANOSECONDS);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return add(
        () -> {
          command.run();
          return "done";
        },
        unit.toNanos(delay));
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return add(callable, unit.toNanos(delay));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    throw new UnsupportedOperationException("fixed rates drift");
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    throw new UnsupportedOperationException("fixed delays drift");
  }

  @Override
  public void shutdown() {
    shutdown = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown = true;
    return List.of();
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return shutdown;
  }

  private final class Task<T> extends FutureTask<T> implements ScheduledFuture<T> {
    final long dueNanos;
    final long number = created.getAndIncrement();

    Task(Callable<T> work, long dueNanos) {
      super(work);
      this.dueNanos = dueNanos;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueNanos - clock.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Task<?> that = (Task<?>) other;
      int order = Long.compare(dueNanos, that.dueNanos);
      return order != 0 ? order : Long.compare(number, that.number);
    }
  }
}
