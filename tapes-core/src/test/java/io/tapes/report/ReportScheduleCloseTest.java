package io.tapes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a schedule ends. */
class ReportScheduleCloseTest {
  private final ManualClock clock = new ManualClock(1_000_000);
  private final ManualScheduler executor = new ManualScheduler(clock);
  private final Registry registry = Registry.builder().clock(clock).build();
  private final RecordingReporter reporter = new RecordingReporter();

  /** Only tells that it was closed. */
  private static final class ClosedReporter implements Reporter {
    final CountDownLatch latch = new CountDownLatch(1);

    @Override
    public void report(Snapshot snapshot) {}

    @Override
    public void close() {
      latch.countDown();
    }
  }

  private ReportSchedule start(Reporter... reporters) {
    ReportSchedule schedule =
        ReportSchedule.builder(registry)
            .reporters(reporters)
            .executor(executor)
            .clock(clock)
            .start(Duration.ofSeconds(10));
    executor.run();
    return schedule;
  }

  @Test
  void close_reportsALastTime_andClosesTheReporters() {
    ReportSchedule schedule = start(reporter);
    registry.counter("c").increment(3);
    schedule.close();
    assertEquals(2, reporter.reports.size());
    assertEquals(3, reporter.reports.get(1).number("c.value"));
    assertEquals(1, reporter.closed);
  }

  @Test
  void close_twice_reportsOnce() {
    ReportSchedule schedule = start(reporter);
    schedule.close();
    schedule.close();
    assertEquals(2, reporter.reports.size());
    assertEquals(1, reporter.closed);
  }

  @Test
  void afterClose_nothingIsReported_andTheExecutorIsTheCallersAgain() {
    ReportSchedule schedule = start(reporter);
    schedule.close();
    assertEquals(0, executor.waiting());
    executor.advance(Duration.ofMinutes(5));
    assertEquals(2, reporter.reports.size());
    assertFalse(executor.isShutdown());
  }

  @Test
  void aBackingOffReporter_isGivenALastReport_andNoRetryAfterIt() {
    reporter.failure = new IOException("refused");
    ReportSchedule schedule = start(reporter);
    schedule.close();
    executor.advance(Duration.ofMinutes(5));
    assertEquals(2, reporter.reports.size());
    assertEquals(1, reporter.closed);
  }

  @Test
  void oneThatFailsToClose_isCounted_andHarmsNoOther() {
    RecordingReporter well = new RecordingReporter();
    reporter.closeFailure = new IOException("disk full");
    start(reporter, well).close();
    assertEquals(1, well.closed);
    assertEquals(
        1, registry.snapshot().number("tapes.reporter.errors.{reporter=RecordingReporter}.value"));
  }

  @Test
  void aSourceThatFails_doesNotKeepTheReportersOpen() {
    AtomicBoolean failing = new AtomicBoolean();
    ReportSchedule schedule =
        ReportSchedule.builder(
                () -> {
                  if (failing.get()) {
                    throw new NoClassDefFoundError("as if");
                  }
                  return registry.snapshot();
                })
            .reporters(reporter)
            .executor(executor)
            .clock(clock)
            .start(Duration.ofSeconds(10));
    executor.run();
    failing.set(true);
    schedule.close();
    assertEquals(1, reporter.reports.size());
    assertEquals(1, reporter.closed);
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aSourceThatHangs_holdsCloseUpForTheTimeoutOnly() {
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean hanging = new AtomicBoolean();
    ClosedReporter closed = new ClosedReporter();
    ReportSchedule schedule =
        ReportSchedule.builder(
                () -> {
                  if (hanging.get()) {
                    await(never);
                  }
                  return registry.snapshot();
                })
            .reporters(reporter, closed)
            .executor(executor)
            .clock(clock)
            .closeTimeout(Duration.ofMillis(200))
            .start(Duration.ofSeconds(10));
    executor.run();
    hanging.set(true);
    schedule.close();
    await(closed.latch); // perhaps after the time-out, on a busy machine
    assertEquals(1, reporter.reports.size());
    never.countDown();
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aGaugeThatHangs_isMissingInTheLastReport() {
    CountDownLatch never = new CountDownLatch(1);
    registry.gauge(
        "hanging",
        () -> {
          await(never);
          return 1;
        });
    ReportSchedule schedule = start(reporter);
    registry.counter("c").increment(3);
    schedule.close();
    assertEquals(2, reporter.reports.size());
    assertEquals(3, reporter.reports.get(1).number("c.value"));
    assertTrue(reporter.reports.get(1).at("hanging").isEmpty());
    never.countDown();
  }

  @Test
  void closeWhileAReportIsUnderWay_waitsForIt_andReportsAfterIt() throws InterruptedException {
    CountDownLatch reporting = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger finished = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    Reporter slow =
        new Reporter() {
          @Override
          public void report(Snapshot snapshot) throws IOException {
            if (underWay.incrementAndGet() > 1) {
              throw new IOException("two reports at a time");
            }
            reporting.countDown();
            await(release);
            underWay.decrementAndGet();
            finished.incrementAndGet();
          }

          @Override
          public String name() {
            return "slow";
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    ReportSchedule schedule = ReportSchedule.every(Duration.ofDays(1), registry, slow);
    await(reporting);
    Thread closer = new Thread(schedule::close);
    closer.start();
    while (closed.get() == 0 && !isWaiting("reporter slow")) {
      Thread.onSpinWait();
    }
    assertEquals(0, closed.get());
    release.countDown();
    closer.join();
    assertEquals(2, finished.get());
    assertEquals(1, closed.get());
  }

  private static boolean isWaiting(String thread) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(one -> one.getName().equals(thread) && one.getState() == Thread.State.WAITING);
  }

  @Test
  void aReporterThatBlocks_holdsCloseUpForTheTimeoutOnly() throws InterruptedException {
    ClosedReporter closed = new ClosedReporter();
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch reporting = new CountDownLatch(1);
    ReportSchedule schedule =
        ReportSchedule.builder(registry)
            .reporters(
                snapshot -> {
                  reporting.countDown();
                  await(never);
                })
            .reporters(closed)
            .closeTimeout(Duration.ofMillis(50))
            .start(Duration.ofDays(1));
    await(reporting);
    schedule.close();
    await(closed.latch);
    never.countDown();
  }

  /** The last report begins only when the closing thread waits with its interrupt set. */
  @Test
  void closeOnAnInterruptedThread_reportsALastTime_andKeepsTheFlag() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    List<Double> delivered = new CopyOnWriteArrayList<>();
    registry.counter("c");
    Reporter slow =
        snapshot -> {
          if (!delivered.isEmpty()) {
            await(release);
          }
          delivered.add(snapshot.number("c.value"));
        };
    ReportSchedule schedule = ReportSchedule.every(Duration.ofDays(1), registry, slow);
    while (delivered.isEmpty()) {
      Thread.onSpinWait();
    }
    registry.counter("c").increment(7);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread closer =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              schedule.close();
              interrupted.set(Thread.currentThread().isInterrupted() && delivered.size() == 2);
            });
    closer.start();
    while (closer.isAlive() && closer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    release.countDown();
    closer.join();
    assertEquals(List.of(0.0, 7.0), delivered);
    assertTrue(interrupted.get());
  }

  @Test
  void closeByItsOwnReporter_doesNotWaitForItself() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    AtomicReference<ReportSchedule> schedule = new AtomicReference<>();
    CountDownLatch known = new CountDownLatch(1);
    AtomicBoolean endedFirst = new AtomicBoolean();
    Reporter own =
        new Reporter() {
          @Override
          public void report(Snapshot snapshot) {
            await(known);
            schedule.get().close();
            endedFirst.set(closed.getCount() == 1); // close() came back before the reporter's end
          }

          @Override
          public void close() {
            closed.countDown();
          }
        };
    schedule.set(
        ReportSchedule.builder(registry)
            .reporters(own)
            .closeTimeout(Duration.ofDays(1))
            .start(Duration.ofDays(1)));
    known.countDown();
    await(closed);
    assertTrue(endedFirst.get());
  }

  @Test
  void aReporterInAnotherSchedule_isRefused_untilThatHasEnded() {
    ReportSchedule first = start(reporter);
    RecordingReporter other = new RecordingReporter();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> start(other, reporter));
    assertEquals(
        "reporter RecordingReporter is in a schedule already; make one for each schedule",
        e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> start(other, other));
    ReportSchedule second = start(other);
    first.close();
    second.close();
    start(reporter).close();
    assertEquals(2, reporter.closed);
  }

  @Test
  void aReporterWithoutState_mayBeInManySchedules_oneWithStateInOne() {
    Reporter stateless = snapshot -> {};
    start(stateless, stateless).close();
    Reporter captures = snapshot -> reporter.report(snapshot);
    assertThrows(IllegalArgumentException.class, () -> start(captures, captures));
    Reporter named = new StaticallyCounting();
    assertThrows(IllegalArgumentException.class, () -> start(named, named));
  }

  /** Has no fields, and yet a state. */
  private static final class StaticallyCounting implements Reporter {
    @Override
    public void report(Snapshot snapshot) {}
  }

  @Test
  void manyThreadsThatClose_reportOnce() {
    for (int round = 0; round < 50; round++) {
      RecordingReporter own = new RecordingReporter();
      ReportSchedule schedule = ReportSchedule.every(Duration.ofMillis(1), Registry.create(), own);
      List<Thread> closers = List.of(new Thread(schedule::close), new Thread(schedule::close));
      closers.forEach(Thread::start);
      closers.forEach(ReportScheduleCloseTest::join);
      assertEquals(1, own.closed);
      int reports = own.reports.size();
      assertTrue(reports >= 1);
      assertEquals(
          own.reports.stream().mapToLong(Snapshot::wallMillis).max().orElseThrow(),
          own.reports.get(reports - 1).wallMillis());
    }
  }

  @Test
  void aVeryLongTimeout_isTaken() {
    ReportSchedule schedule =
        ReportSchedule.builder(registry)
            .reporters(reporter)
            .executor(executor)
            .clock(clock)
            .closeTimeout(Duration.ofSeconds(Long.MAX_VALUE))
            .start(Duration.ofSeconds(10));
    schedule.close();
    assertEquals(1, reporter.closed);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
