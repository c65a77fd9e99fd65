package io.tapes.reporters.slf4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.reporters.Golden;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.Samples;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.MarkerFactory;
import org.slf4j.event.Level;

class Slf4jReporterTest {
  private final Registry registry = Registry.create();

  @Test
  void everything_golden() throws IOException {
    ListLogger logger = new ListLogger(Level.INFO);
    Slf4jReporter.builder().logger(logger).build().report(Samples.everything());
    Golden.check("log.txt", String.join("\n", logger.lines).replace("INFO - ", "") + "\n");
  }

  @Test
  void everyLevel_isLoggedWhereItIsOn_andMarked() throws IOException {
    registry.counter("a").increment();
    for (Level level : Level.values()) {
      ListLogger on = new ListLogger(level);
      Slf4jReporter.builder().logger(on).level(level).build().report(registry.snapshot());
      assertEquals(List.of(level + " - counter \"a\" value=1"), on.lines);
      ListLogger marked = new ListLogger(Level.ERROR);
      Slf4jReporter.builder()
          .logger(marked)
          .level(level)
          .marker(MarkerFactory.getMarker("METRICS"))
          .build()
          .report(registry.snapshot());
      assertEquals(List.of(level + " METRICS counter \"a\" value=1"), marked.lines);
    }
  }

  @Test
  void aLevelThatIsOff_takesNoSnapshotApart() throws IOException {
    ListLogger off = new ListLogger(Level.WARN);
    registry.counter("a").increment();
    Slf4jReporter.builder().logger(off).build().report(registry.snapshot());
    assertEquals(List.of(), off.lines);
  }

  @Test
  void braces_areNoPlaceholders_andFieldsAreChosen() throws IOException {
    registry.histogram("h", Tags.of("k", "{}")).record(3);
    registry.counter("c").increment();
    ListLogger logger = new ListLogger(Level.INFO);
    Slf4jReporter.builder()
        .logger(logger)
        .fields(Fields.only("count", "max"))
        .build()
        .report(registry.snapshot());
    assertEquals(List.of("INFO - histogram \"h{k={\\\\}}\" count=1 max=3"), logger.lines);
  }
}
