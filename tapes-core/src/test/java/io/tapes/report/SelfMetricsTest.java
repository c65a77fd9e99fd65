package io.tapes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Snapshot;
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

  private void start() {
    ReportSchedule.builder(registry)
        .reporters(backend)
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
    assertTrue(lag() >= 40, lag() + " s");
    backend.away = false;
    executor.advance(Duration.ofMinutes(2));
    assertEquals(0, lag());
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
