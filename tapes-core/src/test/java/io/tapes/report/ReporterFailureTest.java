package io.tapes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.Tags;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reporter that fails or blocks does to itself, and does not do to others. */
class ReporterFailureTest {
  private final ManualClock clock = new ManualClock(1_000_000);
  private final ManualScheduler executor = new ManualScheduler(clock);
  private final Registry registry = Registry.builder().clock(clock).build();
  private final RecordingReporter reporter = new RecordingReporter();

  private ReportSchedule start(Duration interval, Reporter... reporters) {
    return ReportSchedule.builder(registry)
        .reporters(reporters)
        .executor(executor)
        .clock(clock)
        .start(interval);
  }

  private double number(String name, String reporterName) {
    return registry.snapshot().number(name + ".{reporter=" + reporterName + "}.value");
  }

  static List<Throwable> failures() {
    return List.of(
        new IOException("refused"),
        new IllegalStateException("bug"),
        new StackOverflowError(),
        new OutOfMemoryError("as if"),
        new UnspeakableException());
  }

  private static final class UnspeakableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message either");
    }
  }

  @Test
  void withoutMemoryForReportsAndTheNextRound_theScheduleGoesOn() {
    RecordingReporter failing = new RecordingReporter();
    failing.failure = new IOException("refused");
    start(Duration.ofSeconds(100), reporter, failing);
    executor.withoutMemory = 3;
    executor.advance(Duration.ofMillis(500));
    failing.failure = null;
    executor.advance(Duration.ofMinutes(5));
    assertEquals(0, executor.withoutMemory, "two reports and the next round");
    assertEquals(List.of(1_100L, 1_200L, 1_300L), reporter.seconds());
    assertEquals(List.of(1_100L, 1_200L, 1_300L), failing.seconds());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aReporterThatThrows_isCounted_harmsNoOther_andGoesOn(Throwable failure) {
    RecordingReporter well = new RecordingReporter();
    reporter.failure = failure;
    start(Duration.ofSeconds(100), reporter, well);
    executor.advance(Duration.ofMillis(500));
    assertEquals(1, reporter.reports.size());
    assertEquals(1, well.reports.size());
    assertEquals(1, number("tapes.reporter.errors", "RecordingReporter"));
    reporter.failure = null;
    executor.advance(Duration.ofMinutes(5));
    assertEquals(List.of(1_000L, 1_001L, 1_100L, 1_200L, 1_300L), reporter.seconds());
    assertEquals(List.of(1_000L, 1_100L, 1_200L, 1_300L), well.seconds());
    assertEquals(1, number("tapes.reporter.errors", "RecordingReporter"));
  }

  @Test
  void retries_backOff_toOneMinute() {
    reporter.failure = new IOException("refused");
    start(Duration.ofHours(100), reporter);
    executor.advance(Duration.ofSeconds(250));
    List<Long> waits = new ArrayList<>();
    for (int i = 1; i < reporter.reports.size(); i++) {
      waits.add(reporter.seconds().get(i) - reporter.seconds().get(i - 1));
    }
    assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L), waits);
  }

  @Test
  void whileItBacksOff_roundsPassItBy() {
    reporter.failure = new IOException("refused");
    start(Duration.ofSeconds(1), reporter);
    executor.advance(Duration.ofSeconds(63));
    assertEquals(
        List.of(1_000L, 1_001L, 1_003L, 1_007L, 1_015L, 1_031L, 1_063L), reporter.seconds());
  }

  @Test
  void aRoundAtTheEndOfABackOff_isTheRetry() {
    int[] snapshots = {0};
    reporter.failure = new IOException("refused");
    ReportSchedule.builder(
            () -> {
              snapshots[0]++;
              return registry.snapshot();
            })
        .reporters(reporter)
        .executor(executor)
        .clock(clock)
        .start(Duration.ofSeconds(1));
    executor.advance(Duration.ofSeconds(1));
    assertEquals(List.of(1_000L, 1_001L), reporter.seconds());
    assertEquals(2, snapshots[0]);
  }

  @Test
  void aSuccess_endsTheBackOff() {
    reporter.failure = new IOException("refused");
    start(Duration.ofSeconds(100), reporter);
    executor.advance(Duration.ofSeconds(10));
    reporter.failure = null;
    executor.advance(Duration.ofSeconds(95));
    assertEquals(List.of(1_000L, 1_001L, 1_003L, 1_007L, 1_015L, 1_100L), reporter.seconds());
    reporter.failure = new IOException("refused again");
    executor.advance(Duration.ofSeconds(97));
    assertEquals(List.of(1_200L, 1_201L), reporter.seconds().subList(6, 8));
  }

  @Test
  void aRetry_reportsTheStateOfItsTime() {
    reporter.failure = new IOException("refused");
    start(Duration.ofHours(1), reporter);
    executor.run();
    registry.counter("c").increment(5);
    reporter.failure = null;
    executor.advance(Duration.ofSeconds(1));
    assertEquals(5, reporter.reports.get(1).number("c.value"));
  }

  @Test
  void anonymousAndLambdaReporters_haveANameInTheCounters() {
    Reporter anonymous =
        new Reporter() {
          @Override
          public void report(Snapshot snapshot) throws IOException {
            throw new IOException("refused");
          }
        };
    Reporter lambda =
        snapshot -> {
          throw new IOException("refused");
        };
    start(Duration.ofHours(1), anonymous, lambda);
    executor.run();
    assertEquals(1, number("tapes.reporter.errors", "ReporterFailureTest$1"));
    assertEquals(1, number("tapes.reporter.errors", "ReporterFailureTest"));
  }

  @Test
  void aUsersMetricOfTheCountersName_doesNotStopTheReports() {
    registry.timer("tapes.reporter.errors");
    reporter.failure = new IOException("refused");
    start(Duration.ofHours(1), reporter);
    executor.advance(Duration.ofSeconds(3));
    assertEquals(3, reporter.reports.size());
  }

  @Test
  void aReporterThatCannotBeStarted_isTriedAgainNextRound() {
    boolean[] full = {true};
    ReporterTask reporting =
        new ReporterTask(
            reporter,
            Tags.of("reporter", "RecordingReporter"),
            registry,
            clock,
            Timing.on(executor),
            task -> {
              if (full[0]) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              task.run();
            });
    reporting.offer(registry.snapshot());
    assertEquals(1, number("tapes.reporter.errors", "RecordingReporter"));
    full[0] = false;
    reporting.offer(registry.snapshot());
    assertEquals(1, reporter.reports.size());
  }

  @Test
  void aFullExecutor_makesTheReporterMissTheRound() {
    ReporterTask reporting =
        new ReporterTask(
            reporter,
            Tags.of("reporter", "RecordingReporter"),
            registry,
            clock,
            Timing.on(executor),
            task -> {
              throw new RejectedExecutionException("full");
            });
    reporting.offer(registry.snapshot());
    assertEquals(1, number("tapes.reporter.skipped", "RecordingReporter"));
  }

  @Test
  void aBlockedReporter_missesRounds_andHarmsNoOther() throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch rounds = new CountDownLatch(5);
    int[] blockedReports = {0};
    Reporter stuck =
        snapshot -> {
          blockedReports[0]++;
          blocked.countDown();
          await(release);
        };
    Registry live = Registry.create();
    ReportSchedule schedule =
        ReportSchedule.every(
            Duration.ofMillis(1),
            live,
            stuck,
            snapshot -> {
              await(blocked);
              rounds.countDown();
            });
    assertTrue(rounds.await(30, TimeUnit.SECONDS));
    assertEquals(1, blockedReports[0]);
    String path = "tapes.reporter.skipped.{reporter=ReporterFailureTest}.value";
    assertTrue(live.snapshot().number(path) >= 3);
    release.countDown();
    schedule.close();
    assertTrue(blockedReports[0] >= 2, "no last report");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
