package io.tapes.reporters.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalReporterTest {
  private final ManualClock clock = new ManualClock();
  private final Registry registry = Registry.builder().clock(clock).build();
  private final List<Snapshot> seen = new ArrayList<>();
  private boolean failing;

  private final Reporter target =
      new Reporter() {
        @Override
        public void report(Snapshot snapshot) throws IOException {
          if (failing) {
            throw new IOException("refused");
          }
          seen.add(snapshot);
        }

        @Override
        public String name() {
          return "target";
        }

        @Override
        public long dropped() {
          return 7;
        }
      };
  private final IntervalReporter reporter = new IntervalReporter(target);

  private void report() throws IOException {
    reporter.report(registry.snapshot());
    clock.advance(Duration.ofSeconds(10));
  }

  private double last(String path) {
    return seen.get(seen.size() - 1).number(path);
  }

  @Test
  void report_showsTheQuantilesOfTheLastIntervalOnly() throws IOException {
    registry.histogram("h").record(200);
    registry.timer("t").record(Duration.ofNanos(100));
    report();
    assertEquals(200, last("h.q99"));
    registry.histogram("h").record(3);
    registry.histogram("h").record(5);
    report();
    assertEquals(3, last("h.min"));
    assertEquals(5, last("h.max"));
    assertEquals(4, last("h.mean"));
    assertEquals(3, last("h.count"));
    assertEquals(0, last("t.max"));
    assertEquals(1, last("t.count"));
    report();
    assertEquals(0, last("h.q999"));
    assertEquals(3, last("h.count"));
  }

  @Test
  void report_thatFailed_isPartOfTheNextInterval() throws IOException {
    report();
    registry.histogram("h").record(200);
    failing = true;
    assertThrows(IOException.class, this::report);
    failing = false;
    registry.histogram("h").record(1);
    report();
    assertEquals(200, last("h.max"));
    assertEquals(1, last("h.min"));
    report();
    assertEquals(0, last("h.max"));
  }

  @Test
  void itSpeaksForTheReporterInside() {
    assertEquals("target", reporter.name());
    assertEquals(7, reporter.dropped());
  }
}
