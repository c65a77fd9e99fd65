package io.tapes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Measures the tasks of an executor and leaves everything else to it.
 *
 * <p>Under the name of the executor there are the counters {@code submitted}, {@code completed}
 * (tasks that ended, also by an exception) and {@code rejected}, the gauge {@code running}, and the
 * timers {@code wait} (from the submission to the start) and {@code run}. A task that is rejected,
 * or cancelled before it starts, counts as submitted. Any thread may use it.
 */
public final class MonitoredExecutor implements ExecutorService, AutoCloseable {
  /*
   * Tasks are wrapped and handed to the same method of the executor that was called here, so that
   * its futures, its cancellation and its order of invokeAny are kept. What it gives back of tasks
   * that never ran is unwrapped. A task that can be compared stays so, for queues with priorities.
   */
  private final ExecutorService target;
  private final ExecutorTasks tasks;

  private MonitoredExecutor(ExecutorService target, ExecutorTasks tasks) {
    this.target = target;
    this.tasks = tasks;
  }

  /**
   * Returns an executor that does what another one does, and measures it.
   *
   * @param executor who runs the tasks; those that it is given directly are not measured
   * @param registry where its metrics are
   * @param name the dotted name before those of its metrics; executors of one name add up
   * @return an executor to be used in place of the other one
   */
  public static MonitoredExecutor of(ExecutorService executor, Registry registry, String name) {
    return new MonitoredExecutor(executor, new ExecutorTasks(registry.scope(name)));
  }

  @Override
  public void execute(Runnable command) {
    Runnable task = tasks.submitted(command);
    try {
      target.execute(task);
    } catch (RejectedExecutionException e) {
      throw tasks.rejected(e);
    }
  }

  @Override
  public Future<?> submit(Runnable task) {
    Runnable measured = tasks.submitted(task);
    try {
      return target.submit(measured);
    } catch (RejectedExecutionException e) {
      throw tasks.rejected(e);
    }
  }

  @Override
  public <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
    Runnable measured = tasks.submitted(task);
    try {
      return target.submit(measured, result);
    } catch (RejectedExecutionException e) {
      throw tasks.rejected(e);
    }
  }

  @Override
  public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
    Callable<T> measured = tasks.submitted(task);
    try {
      return target.submit(measured);
    } catch (RejectedExecutionException e) {
      throw tasks.rejected(e);
    }
  }

  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> all) throws InterruptedException {
    List<Callable<T>> measured = submitted(all);
    try {
      return target.invokeAll(measured);
    } catch (RejectedExecutionException e) {
      throw tasks.rejected(e);
    }
  }

  @Override
  public <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> all, long timeout, TimeUnit unit)
      throws InterruptedException {
    List<Callable<T>> measured = submitted(all);
    try {
      return target.invokeAll(measured, timeout, unit);
    } catch (RejectedExecutionException e) {
      throw tasks.rejected(e);
    }
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> any)
      throws InterruptedException, ExecutionException {
    List<Callable<T>> measured = submitted(any);
    try {
      return target.invokeAny(measured);
    } catch (RejectedExecutionException e) {
      throw tasks.rejected(e);
    }
  }

  @Override
  public <T extends @Nullable Object> T invokeAny(
      Collection<? extends Callable<T>> any, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    List<Callable<T>> measured = submitted(any);
    try {
      return target.invokeAny(measured, timeout, unit);
    } catch (RejectedExecutionException e) {
      throw tasks.rejected(e);
    }
  }

  private <T extends @Nullable Object> List<Callable<T>> submitted(
      Collection<? extends Callable<T>> all) {
    List<Callable<T>> measured = new ArrayList<>(all.size());
    for (Callable<T> one : all) {
      measured.add(tasks.submitted(one));
    }
    return measured;
  }

  @Override
  public void shutdown() {
    target.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> neverRun = new ArrayList<>();
    target.shutdownNow().forEach(task -> neverRun.add(ExecutorTasks.unwrapped(task)));
    return neverRun;
  }

  @Override
  public boolean isShutdown() {
    return target.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return target.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return target.awaitTermination(timeout, unit);
  }

  /**
   * Closes the executor as its own {@code close} does. Where it has none, as before JDK 19, it is
   * shut down and its tasks are waited for; an interrupt cancels them.
   */
  @Override
  public void close() {
    ExecutorClose.close(target);
  }

  @Override
  public String toString() {
    return "MonitoredExecutor[" + target + "]";
  }
}
