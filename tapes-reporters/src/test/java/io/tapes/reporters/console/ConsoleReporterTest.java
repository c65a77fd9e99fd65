package io.tapes.reporters.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Tags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleReporterTest {
  @Test
  void report_twice_printsTwoTables() throws IOException {
    Registry registry = Registry.builder().clock(new ManualClock()).build();
    registry.counter("jobs", Tags.of("kind", "\u001b[2J")).increment(5);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ConsoleReporter console =
        new ConsoleReporter(new PrintStream(out, false, StandardCharsets.UTF_8))) {
      console.report(registry.snapshot());
      console.report(registry.snapshot());
    }
    String table =
        """
        1970-01-01T00:00:00Z  1 series

        counters         value
        jobs{kind=\uFFFD[2J}      5

        """;
    String text = out.toString(StandardCharsets.UTF_8);
    assertEquals(table + table, text);
    assertTrue(text.chars().noneMatch(c -> c == '\u001b'));
  }
}
