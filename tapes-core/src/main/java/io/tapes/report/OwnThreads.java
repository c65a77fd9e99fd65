package io.tapes.report;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The daemon threads of a schedule that was given no executor: one timer, workers on demand. */
final class OwnThreads {
  private final OwnTimer timer = new OwnTimer();
  private final ExecutorService workers =
      Executors.newCachedThreadPool(named("tapes-report-worker"));

  OwnTimer timer() {
    return timer;
  }

  ExecutorService workers() {
    return workers;
  }

  void shutdown() {
    timer.end();
    workers.shutdown();
  }

  private static ThreadFactory named(String name) {
    AtomicInteger next = new AtomicInteger(1);
    return task -> {
      Thread thread = new Thread(task, name + "-" + next.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }
}
