package io.tapes.reporters.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamReporterTest {
  private final Registry registry = Registry.create();

  /** Fails in the middle of the first write, as a full disk does. */
  private static final class FullOnce extends OutputStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private boolean failed;
    private boolean closed;
    private int flushes;

    @Override
    public void write(int b) {
      written.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      written.write(bytes, from, failed ? length : 3);
      if (!failed) {
        failed = true;
        throw new IOException("disk full");
      }
    }

    @Override
    public void flush() {
      flushes++;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void report_eachSnapshot_isOneLineOfStats() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (StreamReporter reporter = new StreamReporter(out)) {
      registry.counter("a\u00fc").increment();
      reporter.report(registry.snapshot());
      registry.counter("a\u00fc").increment();
      reporter.report(registry.snapshot());
    }
    assertEquals(
        "{\"aü\":{\"value\":1}}\n{\"aü\":{\"value\":2}}\n", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void report_afterHalfALine_beginsANewOne() throws IOException {
    FullOnce out = new FullOnce();
    StreamReporter reporter = new StreamReporter(out);
    registry.counter("a").increment();
    assertThrows(IOException.class, () -> reporter.report(registry.snapshot()));
    reporter.report(registry.snapshot());
    reporter.report(registry.snapshot());
    assertEquals(
        "{\"a\n{\"a\":{\"value\":1}}\n{\"a\":{\"value\":1}}\n",
        out.written.toString(StandardCharsets.UTF_8));
    assertEquals(2, out.flushes);
    reporter.close();
    assertEquals(false, out.closed);
  }

  @Test
  void report_printStreamThatFailedOnce_failsOnce() throws IOException {
    FullOnce out = new FullOnce();
    StreamReporter reporter =
        new StreamReporter(new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThrows(IOException.class, () -> reporter.report(registry.snapshot()));
    reporter.report(registry.snapshot());
    reporter.report(registry.snapshot());
    assertTrue(out.written.toString(StandardCharsets.UTF_8).endsWith("\n{}\n{}\n"));
  }

  @Test
  void file_thatEndsInHalfALine_getsANewOne(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("stats.jsonl"), "{}\n{\"a\":{\"va");
    try (StreamReporter reporter = StreamReporter.file(file)) {
      reporter.report(registry.snapshot());
      reporter.report(registry.snapshot());
    }
    assertEquals("{}\n{\"a\":{\"va\n{}\n{}\n", Files.readString(file));
  }

  @Test
  void file_appendsAndCloses(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("stats.jsonl");
    for (int i = 0; i < 2; i++) {
      StreamReporter reporter = StreamReporter.file(file);
      reporter.report(registry.snapshot());
      reporter.close();
      reporter.close();
      assertThrows(IOException.class, () -> reporter.report(registry.snapshot()));
    }
    assertEquals("{}\n{}\n", Files.readString(file));
  }

  @Test
  void file_inAFolderThatDoesNotExist_isRefused(@TempDir Path folder) {
    assertThrows(IOException.class, () -> StreamReporter.file(folder.resolve("no/such")));
  }
}
