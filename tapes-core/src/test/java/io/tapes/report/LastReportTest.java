package io.tapes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.Tags;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Series that are removed between two reports. */
class LastReportTest {
  private final ManualClock clock = new ManualClock(1_000_000);
  private final ManualScheduler executor = new ManualScheduler(clock);
  private final Registry registry = Registry.builder().clock(clock).build();
  private final RecordingReporter reporter = new RecordingReporter();

  private ReportSchedule start(Reporter... reporters) {
    ReportSchedule started =
        ReportSchedule.builder(registry)
            .reporters(reporters)
            .executor(executor)
            .clock(clock)
            .start(Duration.ofSeconds(10));
    executor.run();
    return started;
  }

  private static List<Object> values(List<Snapshot> reports, String path) {
    return reports.stream().map(report -> report.at(path).orElse("none")).toList();
  }

  @Test
  void aSeriesThatLivesShorterThanAnInterval_isReportedOnce() {
    start(reporter);
    registry.counter("c", Tags.of("job", "1")).increment(7);
    registry.remove("c", Tags.of("job", "1"));
    executor.advance(Duration.ofSeconds(30));
    assertEquals(List.of("none", 7L, "none", "none"), values(reporter.reports, "c.{job=1}.value"));
  }

  @Test
  void aReporterThatFails_getsItWhenItWorksAgain_andTheOthersDoNotWait() {
    boolean[] fails = {false};
    RecordingReporter late = new RecordingReporter();
    Reporter failing =
        snapshot -> {
          if (fails[0]) {
            throw new IOException("away");
          }
          late.report(snapshot);
        };
    start(failing, reporter);
    fails[0] = true;
    registry.counter("c").increment(7);
    registry.remove("c");
    executor.advance(Duration.ofSeconds(60));
    assertEquals(1, late.reports.size());
    fails[0] = false;
    executor.advance(Duration.ofSeconds(140));
    assertEquals(7L, late.reports.get(1).at("c.value").orElseThrow());
    assertTrue(late.reports.get(2).at("c.value").isEmpty());
    assertEquals(7L, reporter.reports.get(1).at("c.value").orElseThrow());
    assertTrue(reporter.reports.get(2).at("c.value").isEmpty());
  }

  @Test
  void close_reportsWhatEndedLast_andLetsGo() {
    ReportSchedule schedule = start(reporter);
    registry.counter("c").increment(7);
    registry.remove("c");
    schedule.close();
    assertEquals(List.of("none", 7L), values(reporter.reports, "c.value"));
  }
}
