package io.tapes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Clock;
import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When rounds take place. */
class ReportScheduleTest {
  /** Three seconds after a multiple of ten. */
  private final ManualClock clock = new ManualClock(1_003_000);

  private final ManualScheduler executor = new ManualScheduler(clock);
  private final Registry registry = Registry.builder().clock(clock).build();
  private final RecordingReporter reporter = new RecordingReporter();

  private ReportSchedule start(Duration interval, Reporter... reporters) {
    return start(registry, clock, interval, reporters);
  }

  private ReportSchedule start(
      SnapshotSource source, Clock wall, Duration interval, Reporter... reporters) {
    return ReportSchedule.builder(source)
        .reporters(reporters)
        .executor(executor)
        .clock(wall)
        .start(interval);
  }

  @Test
  void itReports_atOnce_andThenOnTheMultiplesOfTheWallClock() {
    start(Duration.ofSeconds(10), reporter);
    executor.run();
    assertEquals(List.of(1_003L), reporter.seconds());
    executor.advance(Duration.ofSeconds(40));
    assertEquals(List.of(1_003L, 1_010L, 1_020L, 1_030L, 1_040L), reporter.seconds());
  }

  @Test
  void aStartOnAMultiple_reportsItOnce() {
    clock.advance(Duration.ofSeconds(7));
    start(Duration.ofSeconds(10), reporter);
    executor.advance(Duration.ofSeconds(10));
    assertEquals(List.of(1_010L, 1_020L), reporter.seconds());
  }

  @Test
  void oddIntervals_keepTheirMultiples() {
    start(Duration.ofMillis(7_500), reporter);
    executor.advance(Duration.ofSeconds(20));
    assertEquals(
        List.of(1_003_000L, 1_005_000L, 1_012_500L, 1_020_000L),
        reporter.reports.stream().map(Snapshot::wallMillis).toList());
  }

  @Test
  void aLongSuspension_isFollowedByOneRound_notByAStorm() {
    start(Duration.ofSeconds(10), reporter);
    executor.advance(Duration.ofSeconds(8));
    executor.suspend(Duration.ofHours(5));
    assertEquals(List.of(1_003L, 1_010L, 19_011L), reporter.seconds());
    executor.advance(Duration.ofSeconds(20));
    assertEquals(List.of(1_003L, 1_010L, 19_011L, 19_020L, 19_030L), reporter.seconds());
  }

  @Test
  void aRoundThatTakesLong_isNotOverlapped_andMissesMultiples() {
    SnapshotSource slow =
        () -> {
          clock.advance(Duration.ofSeconds(14));
          return registry.snapshot();
        };
    start(slow, clock, Duration.ofSeconds(10), reporter);
    executor.advance(Duration.ofSeconds(75));
    assertEquals(List.of(1_017L, 1_034L, 1_054L, 1_074L), reporter.seconds());
  }

  /** The wall clock of the schedule, which can be set beside the time that passes. */
  private final class SettableWall implements Clock {
    long shiftMillis;

    @Override
    public long nanoTime() {
      return clock.nanoTime();
    }

    @Override
    public long wallMillis() {
      return clock.wallMillis() + shiftMillis;
    }
  }

  @Test
  void aTimerThatFiresEarly_doesNotReportAMultipleTwice() {
    SettableWall wall = new SettableWall();
    start(registry, wall, Duration.ofSeconds(10), reporter);
    executor.run();
    wall.shiftMillis = -2; // as if the timer fired 2 ms before the multiple
    executor.advance(Duration.ofSeconds(20));
    assertEquals(
        List.of(1_003_000L, 1_010_000L, 1_020_002L),
        reporter.reports.stream().map(Snapshot::wallMillis).toList());
  }

  @Test
  void aWallClockSetBack_doesNotSilenceTheReports() {
    SettableWall wall = new SettableWall();
    start(registry, wall, Duration.ofSeconds(10), reporter);
    executor.advance(Duration.ofSeconds(30));
    int before = reporter.reports.size();
    wall.shiftMillis = -Duration.ofMinutes(5).toMillis();
    executor.advance(Duration.ofMinutes(1));
    assertEquals(before + 6, reporter.reports.size(), reporter.seconds().toString());
  }

  @Test
  void aWallClockSetBackByOneInterval_missesNoRound() {
    SettableWall wall = new SettableWall();
    start(registry, wall, Duration.ofSeconds(10), reporter);
    executor.advance(Duration.ofSeconds(30));
    int before = reporter.reports.size();
    wall.shiftMillis = -Duration.ofSeconds(10).toMillis();
    executor.advance(Duration.ofMinutes(1));
    assertEquals(before + 6, reporter.reports.size(), reporter.seconds().toString());
  }

  @Test
  void aClockWhoseNanosAreNegative_isAsGoodAsAnyOther() {
    Clock negative =
        new Clock() {
          @Override
          public long nanoTime() {
            return clock.nanoTime() - Long.MAX_VALUE;
          }

          @Override
          public long wallMillis() {
            return clock.wallMillis();
          }
        };
    start(registry, negative, Duration.ofSeconds(10), reporter);
    executor.advance(Duration.ofSeconds(10));
    assertEquals(List.of(1_003L, 1_010L), reporter.seconds());
  }

  @Test
  void aWallClockSetForward_isFollowed() {
    SettableWall wall = new SettableWall();
    start(registry, wall, Duration.ofSeconds(10), reporter);
    executor.advance(Duration.ofSeconds(30));
    int before = reporter.reports.size();
    wall.shiftMillis = Duration.ofDays(1).toMillis();
    executor.advance(Duration.ofMinutes(1));
    assertEquals(before + 6, reporter.reports.size(), reporter.seconds().toString());
  }

  @Test
  void allReporters_shareOneSnapshotPerRound() {
    RecordingReporter other = new RecordingReporter();
    start(Duration.ofSeconds(10), reporter, other);
    executor.advance(Duration.ofSeconds(10));
    assertEquals(2, reporter.reports.size());
    assertSame(reporter.reports.get(0), other.reports.get(0));
    assertSame(reporter.reports.get(1), other.reports.get(1));
  }

  @Test
  void aSourceThatThrows_missesItsRoundsOnly() {
    Throwable[] failure = {new IllegalStateException("no snapshot")};
    SnapshotSource source =
        () -> {
          if (failure[0] instanceof RuntimeException e) {
            throw e;
          }
          if (failure[0] instanceof Error e) {
            throw e;
          }
          return registry.snapshot();
        };
    start(source, clock, Duration.ofSeconds(10), reporter);
    executor.advance(Duration.ofSeconds(10));
    failure[0] = new StackOverflowError();
    executor.advance(Duration.ofSeconds(10));
    failure[0] = null;
    assertEquals(List.of(), reporter.reports);
    executor.advance(Duration.ofSeconds(10));
    assertEquals(List.of(1_030L), reporter.seconds());
  }

  @Test
  void anExecutorThatIsShutDown_endsTheReports_quietly() {
    ReportSchedule schedule = start(Duration.ofSeconds(10), reporter);
    executor.run();
    executor.shutdown();
    executor.advance(Duration.ofMinutes(1));
    schedule.close();
    assertEquals(1, reporter.closed);
  }

  @Test
  void hugeIntervals_areTaken() {
    ReportSchedule schedule = start(Duration.ofSeconds(Long.MAX_VALUE), reporter);
    executor.run();
    assertEquals(1, reporter.reports.size());
    schedule.close();
  }

  @Test
  void badSettings_areRefused() {
    var interval =
        assertThrows(
            IllegalArgumentException.class,
            () -> ReportSchedule.every(Duration.ofNanos(999_999), registry, reporter));
    assertTrue(interval.getMessage().contains("PT0.000999999S"), interval.getMessage());
    var none =
        assertThrows(
            IllegalArgumentException.class,
            () -> ReportSchedule.every(Duration.ofSeconds(1), registry));
    assertTrue(none.getMessage().contains("without reporters"), none.getMessage());
    var timeout =
        assertThrows(
            IllegalArgumentException.class,
            () -> ReportSchedule.builder(registry).closeTimeout(Duration.ZERO));
    assertTrue(timeout.getMessage().contains("PT0S"), timeout.getMessage());
  }
}
