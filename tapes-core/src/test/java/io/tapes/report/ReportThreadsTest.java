package io.tapes.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads that a schedule starts: none keeps a process alive, none outlives the schedule. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReportThreadsTest {
  /** No executor keeps a thread that long that has nothing to do. */
  private static final long BEFORE_IT_IDLES_AWAY_MILLIS = 30_000;

  private final Registry registry = Registry.create();
  private final AtomicReference<Thread> timer = new AtomicReference<>();
  private final AtomicReference<Thread> worker = new AtomicReference<>();
  private final AtomicReference<Thread> lastSnapshot = new AtomicReference<>();
  private final AtomicReference<Thread> closer = new AtomicReference<>();

  /** Runs a schedule of one report and a last one, started and closed by a thread like those. */
  private void runAndClose() throws InterruptedException {
    CountDownLatch reported = new CountDownLatch(1);
    SnapshotSource source =
        () -> {
          if (!timer.compareAndSet(null, Thread.currentThread())) {
            lastSnapshot.set(Thread.currentThread());
          }
          return registry.snapshot();
        };
    Reporter reporter =
        new Reporter() {
          @Override
          public void report(Snapshot snapshot) {
            if (worker.compareAndSet(null, Thread.currentThread())) {
              reported.countDown();
            }
          }

          @Override
          public void close() {
            closer.set(Thread.currentThread());
          }
        };
    Thread user =
        new Thread(
            () -> {
              ReportSchedule schedule = ReportSchedule.every(Duration.ofDays(1), source, reporter);
              try {
                reported.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              schedule.close();
            });
    user.setDaemon(false); // what it starts would inherit it
    user.start();
    user.join();
  }

  @Test
  void theThreadsOfASchedule_areDaemons() throws InterruptedException {
    runAndClose();
    assertTrue(timer.get().isDaemon());
    assertTrue(worker.get().isDaemon());
    assertTrue(lastSnapshot.get().isDaemon());
    assertTrue(closer.get().isDaemon());
  }

  @Test
  void theThreadsOfASchedule_endWithIt() throws InterruptedException {
    runAndClose();
    timer.get().join(BEFORE_IT_IDLES_AWAY_MILLIS);
    assertFalse(timer.get().isAlive());
    worker.get().join(BEFORE_IT_IDLES_AWAY_MILLIS);
    assertFalse(worker.get().isAlive());
  }
}
