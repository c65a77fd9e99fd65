package io.tapes.reporters.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Tags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConsoleReporterTest {
  private static String printed(Charset charset) throws IOException {
    Registry registry = Registry.builder().clock(new ManualClock()).build();
    registry.gauge("limit").set(Double.POSITIVE_INFINITY);
    registry.timer("t").record(1_500, TimeUnit.NANOSECONDS);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new ConsoleReporter(new PrintStream(out, false, charset)).report(registry.snapshot());
    return out.toString(charset);
  }

  @Test
  void report_toAStreamWithoutMicro_printsWhatItCanEncode() throws IOException {
    String ascii = printed(StandardCharsets.US_ASCII);
    assertTrue(ascii.contains("1.5 us") && ascii.contains("limit     inf\n"), ascii);
    String latin = printed(StandardCharsets.ISO_8859_1);
    assertTrue(latin.contains("inf\n") && !latin.contains("?"), latin);
    String utf8 = printed(StandardCharsets.UTF_8); // which a JDK before 18 does not tell
    assertTrue(utf8.contains("1.5 µs") || Runtime.version().feature() < 18, utf8);
  }

  /** A print stream never tells that it works again. */
  @Test
  void report_afterAStreamHasFailedOnce_isNoFailureForEver() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean[] full = {true};
    OutputStream disk =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            if (full[0]) {
              throw new IOException("disk full");
            }
            out.write(b);
          }
        };
    ConsoleReporter console =
        new ConsoleReporter(new PrintStream(disk, false, StandardCharsets.UTF_8));
    Registry registry = Registry.create();
    assertThrows(IOException.class, () -> console.report(registry.snapshot()));
    full[0] = false;
    console.report(registry.snapshot());
    assertTrue(out.toString(StandardCharsets.UTF_8).endsWith("0 series\n\n"));
  }

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
