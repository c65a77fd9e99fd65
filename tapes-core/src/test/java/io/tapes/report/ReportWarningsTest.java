package io.tapes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import io.tapes.testing.Warnings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a schedule says in the log, so that nobody has to guess why figures are missing. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReportWarningsTest {
  private final ManualClock clock = new ManualClock(1_000_000);
  private final ManualScheduler executor = new ManualScheduler(clock);
  private final Registry registry = Registry.builder().clock(clock).build();
  private final RecordingReporter reporter = new RecordingReporter();
  private final AtomicReference<RuntimeException> sourceFailure = new AtomicReference<>();
  private final Warnings log = new Warnings();

  @AfterEach
  void close() {
    log.close();
  }

  private Snapshot snapshotOrFailure() {
    RuntimeException failure = sourceFailure.get();
    if (failure != null) {
      throw failure;
    }
    return registry.snapshot();
  }

  private ReportScheduleBuilder builder(SnapshotSource source, Reporter... reporters) {
    return ReportSchedule.builder(source).reporters(reporters).executor(executor).clock(clock);
  }

  private ReportSchedule start(Reporter... reporters) {
    ReportSchedule schedule =
        builder(this::snapshotOrFailure, reporters).start(Duration.ofSeconds(10));
    executor.run();
    return schedule;
  }

  private void assertLogged(String sentence) {
    assertTrue(log.has(sentence), log.text());
  }

  @Test
  void aReportThatFails_isNamedWithItsCause() {
    reporter.failure = new IOException("refused");
    start(reporter);
    assertLogged("reporter RecordingReporter could not report: java.io.IOException: refused");
  }

  @Test
  void aReporterThatFailsToClose_isNamedWithItsCause() {
    reporter.closeFailure = new IOException("disk full");
    start(reporter).close();
    assertLogged("reporter RecordingReporter could not close: java.io.IOException: disk full");
  }

  @Test
  void aSourceThatFails_isNamedAsTheReasonForNoReport() {
    sourceFailure.set(new IllegalStateException("as if"));
    start(reporter);
    assertLogged(
        "no report this round: the source failed with java.lang.IllegalStateException: as if");
  }

  @Test
  void aSourceThatFailsWhenAReportIsTriedAgain_doesNotHoldUpTheNextRound() {
    reporter.failure = new IOException("refused");
    start(reporter);
    reporter.failure = null;
    sourceFailure.set(new IllegalStateException("as if"));
    executor.advance(Duration.ofSeconds(2));
    assertEquals(1, reporter.reports.size());
    sourceFailure.set(null);
    executor.advance(Duration.ofSeconds(8));
    assertEquals(2, reporter.reports.size());
  }

  @Test
  void aSourceThatFailsAtTheEnd_isNamedByTheFailureItself() {
    ReportSchedule schedule = start(reporter);
    sourceFailure.set(new IllegalStateException("as if"));
    schedule.close();
    assertLogged("no last report: the source failed with java.lang.IllegalStateException: as if");
  }

  @Test
  void aSourceThatHangsAtTheEnd_isNamedWithTheTimeItHad() {
    CountDownLatch never = new CountDownLatch(1);
    boolean[] hangs = {false};
    ReportSchedule schedule =
        builder(
                () -> {
                  if (hangs[0]) {
                    await(never);
                  }
                  return registry.snapshot();
                },
                reporter)
            .closeTimeout(Duration.ofMillis(200))
            .start(Duration.ofSeconds(10));
    executor.run();
    hangs[0] = true;
    schedule.close();
    never.countDown();
    assertLogged("no last report: the source gave no snapshot within PT0.1S");
  }

  @Test
  void aReporterThatHangsAtTheEnd_isNamedWithTheTimeItHad() {
    CountDownLatch never = new CountDownLatch(1);
    ReportSchedule schedule =
        builder(registry, reporter, hangingAtClose(never))
            .closeTimeout(Duration.ofMillis(50))
            .start(Duration.ofSeconds(10));
    executor.run();
    schedule.close();
    never.countDown();
    assertLogged("reporter hanging did not finish its last report in PT0.05S");
  }

  private static Reporter hangingAtClose(CountDownLatch never) {
    return new Reporter() {
      @Override
      public void report(Snapshot snapshot) {}

      @Override
      public String name() {
        return "hanging";
      }

      @Override
      public void close() {
        await(never);
      }
    };
  }

  @Test
  void anOrderlyClose_isNotWorthAWord() {
    start(reporter, new RecordingReporter()).close();
    assertEquals("", log.text());
  }

  @Test
  void anExecutorThatIsShutDownFirst_isNamedAsTheEndOfTheReports() {
    start(reporter);
    executor.shutdown();
    executor.advance(Duration.ofSeconds(10));
    assertLogged("reporting ends: its executor was shut down before the schedule was closed");
  }

  @Test
  void aSelfMetricThatCannotBeWritten_isNamed() {
    registry.timer("tapes.reporter.errors");
    reporter.failure = new IOException("refused");
    builder(registry, reporter).start(Duration.ofSeconds(10));
    executor.run();
    assertLogged("cannot write tapes.reporter.errors: ");
  }

  @Test
  void aReporterThatCannotSayWhatWaits_isNamed_andCountsAsDelivered() {
    Reporter speechless =
        new Reporter() {
          @Override
          public void report(Snapshot snapshot) {}

          @Override
          public long waiting() {
            throw new IllegalStateException("no idea");
          }
        };
    builder(registry, speechless).start(Duration.ofSeconds(10));
    executor.advance(Duration.ofSeconds(60));
    assertLogged("cannot tell what was delivered: java.lang.IllegalStateException: no idea");
    assertTrue(registry.snapshot().at("tapes.reporter.lag").isEmpty());
  }

  @Test
  void aReporterThatCannotSayItsDestination_isNamed_andHasASeriesWithoutOne() {
    Reporter nowhere =
        new Reporter() {
          @Override
          public void report(Snapshot snapshot) throws IOException {
            throw new IOException("refused");
          }

          @Override
          public String name() {
            return "nowhere";
          }

          @Override
          public String destination() {
            throw new IllegalStateException("no idea");
          }
        };
    builder(registry, nowhere).start(Duration.ofSeconds(10));
    executor.run();
    assertLogged("cannot tell where a reporter sends to: java.lang.IllegalStateException: no idea");
    assertEquals(1, registry.snapshot().number("tapes.reporter.errors.{reporter=nowhere}.value"));
    assertFalse(log.has("cannot write"), log.text());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
