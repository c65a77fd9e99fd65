package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // what a task does is seen in the figures
class MonitoredExecutorTest {
  private final ManualClock clock = new ManualClock();
  private final Registry registry = Registry.builder().clock(clock).build();
  private final ExecutorService single = Executors.newSingleThreadExecutor();
  private final MonitoredExecutor pool = MonitoredExecutor.of(single, registry, "pool");
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @AfterEach
  void end() {
    mayEnd.countDown();
    single.shutdownNow();
  }

  private double number(String path) {
    return registry.snapshot().number(path);
  }

  private String blocking() throws InterruptedException {
    started.countDown();
    mayEnd.await();
    return "done";
  }

  /** All that was submitted before has run. */
  private void ran() throws Exception {
    single.submit(() -> {}).get();
  }

  @Test
  void submit_measuresWaitAndRun() throws Exception {
    Future<String> first = pool.submit(this::blocking);
    started.await();
    Future<?> second = pool.submit(() -> clock.advance(Duration.ofSeconds(3)));
    assertEquals(1, number("pool.running.value"));
    assertEquals(2, number("pool.submitted.value"));
    assertEquals(0, number("pool.completed.value"));
    clock.advance(Duration.ofSeconds(2));
    mayEnd.countDown();
    assertEquals("done", first.get());
    second.get();
    ran();
    assertEquals(0, number("pool.running.value"));
    assertEquals(2, number("pool.completed.value"));
    assertEquals(2, number("pool.wait.max"));
    assertEquals(0, number("pool.wait.min"));
    assertEquals(2, number("pool.run.min"));
    assertEquals(3, number("pool.run.max"));
  }

  @Test
  void execute_countsATaskThatThrows() throws Exception {
    Thread.UncaughtExceptionHandler silent = (thread, thrown) -> {};
    ExecutorService quiet =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task);
              thread.setUncaughtExceptionHandler(silent);
              return thread;
            });
    MonitoredExecutor.of(quiet, registry, "pool")
        .execute(
            () -> {
              throw new IllegalStateException("no");
            });
    quiet.shutdown();
    assertTrue(quiet.awaitTermination(1, TimeUnit.MINUTES));
    assertEquals(1, number("pool.completed.value"));
    assertEquals(0, number("pool.running.value"));
  }

  @Test
  void submit_keepsResultAndException() throws Exception {
    assertEquals("result", pool.submit(() -> {}, "result").get());
    ExecutionException thrown =
        assertThrows(
            ExecutionException.class,
            () ->
                pool.submit(
                        (Callable<String>)
                            () -> {
                              throw new java.io.IOException("no");
                            })
                    .get());
    assertSame(java.io.IOException.class, thrown.getCause().getClass());
  }

  @Test
  void invokeAll_measuresEach() throws Exception {
    List<Callable<Integer>> tasks = List.of(() -> 1, () -> 2, () -> 3);
    List<Integer> results = new ArrayList<>();
    for (Future<Integer> one : pool.invokeAll(tasks)) {
      results.add(one.get());
    }
    assertEquals(List.of(1, 2, 3), results);
    assertEquals(3, pool.invokeAll(tasks, 1, TimeUnit.MINUTES).size());
    ran();
    assertEquals(6, number("pool.submitted.value"));
    assertEquals(6, number("pool.completed.value"));
    assertEquals(6, number("pool.run.count"));
  }

  @Test
  void invokeAny_returnsOneResult() throws Exception {
    List<Callable<Integer>> tasks = List.of(() -> 1);
    assertEquals(1, pool.invokeAny(tasks));
    assertEquals(1, pool.invokeAny(tasks, 1, TimeUnit.MINUTES));
    ran();
    assertEquals(2, number("pool.completed.value"));
  }

  @Test
  @SuppressWarnings("FutureReturnValueIgnored") // what fails is seen by the counts
  void rejected_isCounted_andPassedOn() throws Exception {
    ThreadPoolExecutor full =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new SynchronousQueue<>());
    MonitoredExecutor monitored = MonitoredExecutor.of(full, registry, "full");
    assertFalse(monitored.submit(this::blocking).isDone());
    started.await();
    List<Callable<Integer>> tasks = List.of(() -> 1);
    assertThrows(RejectedExecutionException.class, () -> monitored.execute(() -> {}));
    assertThrows(RejectedExecutionException.class, () -> monitored.submit(() -> {}));
    assertThrows(RejectedExecutionException.class, () -> monitored.submit(() -> {}, 1));
    assertThrows(RejectedExecutionException.class, () -> monitored.submit(() -> 1));
    assertThrows(RejectedExecutionException.class, () -> monitored.invokeAll(tasks));
    assertThrows(RejectedExecutionException.class, () -> monitored.invokeAny(tasks));
    full.shutdownNow();
    assertEquals(6, number("full.rejected.value"));
    assertEquals(7, number("full.submitted.value"));
  }

  @Test
  @SuppressWarnings("FutureReturnValueIgnored") // what fails is seen by the counts
  void shutdownNow_givesBackTheTasksThatWereHandedOver() throws Exception {
    assertFalse(pool.submit(this::blocking).isDone());
    started.await();
    Runnable waiting = () -> {};
    pool.execute(waiting);
    List<Runnable> neverRun = pool.shutdownNow();
    assertEquals(1, neverRun.size());
    assertSame(waiting, neverRun.get(0));
    assertTrue(pool.isShutdown());
  }

  private record Ranked(int rank, List<Integer> order) implements Runnable, Comparable<Ranked> {
    @Override
    public void run() {
      order.add(rank);
    }

    @Override
    public int compareTo(Ranked other) {
      return Integer.compare(rank, other.rank);
    }
  }

  @Test
  void tasksThatCanBeCompared_staySo() throws Exception {
    ThreadPoolExecutor ranking =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new PriorityBlockingQueue<>());
    MonitoredExecutor monitored = MonitoredExecutor.of(ranking, registry, "ranking");
    List<Integer> order = new ArrayList<>();
    CountDownLatch mayGoOn = new CountDownLatch(1);
    monitored.execute(
        () -> {
          started.countDown();
          boolean interrupted = false;
          try {
            mayGoOn.await();
          } catch (InterruptedException e) {
            interrupted = true;
          }
          assertFalse(interrupted);
        });
    started.await();
    List.of(3, 1, 2).forEach(rank -> monitored.execute(new Ranked(rank, order)));
    mayGoOn.countDown();
    monitored.shutdown();
    assertTrue(monitored.awaitTermination(1, TimeUnit.MINUTES));
    assertEquals(List.of(1, 2, 3), order);
  }

  @Test
  void close_waitsForTheTasks() throws Exception {
    Future<String> result = pool.submit(this::blocking);
    started.await();
    mayEnd.countDown();
    pool.close();
    assertTrue(result.isDone());
    assertTrue(single.isTerminated());
    assertTrue(pool.isTerminated());
  }

  @Test
  void close_ofAnInterruptedThread_cancels_andStaysInterrupted() throws Exception {
    Future<String> result = pool.submit(this::blocking);
    started.await();
    Thread.currentThread().interrupt();
    pool.close();
    assertTrue(Thread.interrupted());
    assertTrue(single.isTerminated());
    assertThrows(ExecutionException.class, result::get);
  }

  @Test
  void awaitEnd_isThatOfOlderJdks() throws Exception {
    Future<String> result = pool.submit(this::blocking);
    started.await();
    Thread.currentThread().interrupt();
    ExecutorClose.awaitEnd(pool);
    assertTrue(Thread.interrupted());
    assertTrue(single.isTerminated());
    assertThrows(ExecutionException.class, result::get);
  }
}
