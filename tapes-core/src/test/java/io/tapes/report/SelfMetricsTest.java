package io.tapes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.LevelValue;
import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a schedule tells about its reporters. */
class SelfMetricsTest {
  private final ManualClock clock = new ManualClock(1_000_000);
  private final ManualScheduler executor = new ManualScheduler(clock);
  private final Registry registry = Registry.builder().clock(clock).build();

  /** Fails and drops as told. */
  private static final class Backend implements Reporter {
    boolean away;
    long dropped;
    long waiting;
    long failures;
    String destination = "";

    @Override
    public String destination() {
      return destination;
    }

    @Override
    public long waiting() {
      return waiting;
    }

    @Override
    public long failures() {
      return failures;
    }

    @Override
    public void close() {
      dropped += waiting;
      waiting = 0;
    }

    @Override
    public void report(Snapshot snapshot) throws IOException {
      if (away) {
        throw new IOException("refused");
      }
    }

    @Override
    public String name() {
      return "backend";
    }

    @Override
    public long dropped() {
      return dropped;
    }
  }

  private final Backend backend = new Backend();

  private ReportSchedule start() {
    return start(backend);
  }

  private ReportSchedule start(Reporter... reporters) {
    return ReportSchedule.builder(registry)
        .reporters(reporters)
        .executor(executor)
        .clock(clock)
        .start(Duration.ofSeconds(10));
  }

  private double lag() {
    return registry.snapshot().number("tapes.reporter.lag.{reporter=backend}.value");
  }

  @Test
  void lag_growsWhileTheBackendIsAway_andIsZeroAfterwards() {
    start();
    executor.advance(Duration.ofSeconds(20));
    assertEquals(List.of(), registry.snapshot().series());
    backend.away = true;
    executor.advance(Duration.ofMinutes(1));
    assertEquals(50, lag()); // what it has is of :20, and at 1:20 the report of :30 is late by that
    backend.away = false;
    executor.advance(Duration.ofMinutes(2));
    assertEquals(0, lag());
  }

  /** Rounds are never exactly an interval apart. */
  @Test
  void lag_ofAHealthyBackendWhoseRoundsJitter_isNotTold() {
    start();
    for (int round = 0; round < 10; round++) {
      executor.suspend(Duration.ofMillis(10_003)); // each comes later than the one before
    }
    executor.advance(Duration.ofSeconds(10));
    assertEquals(List.of(), registry.snapshot().series());
  }

  @Test
  void waitingLines_areADeliveryThatFails_andAreLostAtTheEnd() {
    ReportSchedule schedule = start();
    executor.run();
    backend.waiting = 40;
    backend.failures = 1;
    executor.advance(Duration.ofSeconds(10));
    backend.failures = 6;
    executor.advance(Duration.ofSeconds(50));
    assertEquals(40, told("waiting"));
    assertEquals(6, told("errors"));
    assertTrue(lag() >= 40, lag() + " s");
    backend.waiting = 0;
    executor.advance(Duration.ofSeconds(20));
    assertEquals(0, told("waiting"));
    assertEquals(0, lag());
    backend.waiting = 25;
    schedule.close();
    assertEquals(25, told("dropped"));
    assertEquals(0, told("waiting"));
  }

  @Test
  void reportersOfOneKind_haveASeriesEach() {
    backend.destination = "udp://a:1";
    Backend second = new Backend();
    second.destination = "udp://b:1";
    Backend third = new Backend();
    third.destination = "udp://b:1";
    backend.dropped = 1;
    second.dropped = 2;
    third.dropped = 3;
    start(backend, second, third);
    executor.run();
    assertEquals(1, told("dropped", Tags.of("reporter", "backend", "destination", "udp://a:1")));
    assertEquals(2, told("dropped", Tags.of("reporter", "backend", "destination", "udp://b:1")));
    assertEquals(3, told("dropped", Tags.of("reporter", "backend#2", "destination", "udp://b:1")));
  }

  private double told(String what) {
    return told(what, Tags.of("reporter", "backend"));
  }

  private double told(String what, Tags tags) {
    return registry.snapshot().series().stream()
        .filter(one -> one.id().equals(new SeriesId("tapes.reporter." + what, tags)))
        .mapToDouble(
            one ->
                one.value() instanceof LevelValue gauge
                    ? gauge.value()
                    : one.value().asSum().value())
        .findFirst()
        .orElse(-1);
  }

  @Test
  void dropped_countsWhatTheReporterDroppedSinceItWasAsked() {
    start();
    executor.run();
    backend.dropped = 3;
    executor.advance(Duration.ofSeconds(10));
    backend.dropped = 5;
    backend.away = true;
    executor.advance(Duration.ofSeconds(10));
    assertEquals(5, registry.snapshot().number("tapes.reporter.dropped.{reporter=backend}.value"));
  }

  @Test
  void aReporterThatCannotSayItsName_isCalledByItsClass() {
    Reporter nameless =
        new Reporter() {
          @Override
          public void report(Snapshot snapshot) throws IOException {
            throw new IOException("refused");
          }

          @Override
          public String name() {
            throw new IllegalStateException("no name");
          }
        };
    ReportSchedule.builder(registry)
        .reporters(nameless)
        .executor(executor)
        .clock(clock)
        .start(Duration.ofSeconds(10));
    executor.run();
    assertEquals(
        1, registry.snapshot().number("tapes.reporter.errors.{reporter=SelfMetricsTest$1}.value"));
  }
}
