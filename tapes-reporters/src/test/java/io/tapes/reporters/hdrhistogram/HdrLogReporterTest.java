package io.tapes.reporters.hdrhistogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HdrLogReporterTest {
  @TempDir Path folder;

  private final ManualClock clock = new ManualClock();
  private final Registry registry = Registry.builder().clock(clock).build();

  /** What HdrHistogram's own reader finds. */
  private static List<Histogram> read(Path file) throws IOException {
    List<Histogram> all = new ArrayList<>();
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      while (reader.hasNext()) {
        all.add((Histogram) reader.nextIntervalHistogram());
      }
    }
    return all;
  }

  private Path file() {
    return folder.resolve("values.hlog");
  }

  @Test
  void intervals_areReadBackByHdrHistogramsReader() throws IOException {
    try (HdrLogReporter log = HdrLogReporter.builder(file()).build()) {
      registry.timer("search").record(Duration.ofMillis(3));
      registry.histogram("bytes", Tags.of("path", "/a b,c")).record(512);
      log.report(registry.snapshot());
      clock.advance(Duration.ofSeconds(10));
      registry.timer("search").record(Duration.ofMillis(200));
      registry.timer("search").record(Duration.ofMillis(200));
      log.report(registry.snapshot());
    }
    List<Histogram> read = read(file());
    assertEquals(
        List.of("bytes{path=/a%20b\\%2Cc}", "search", "search"),
        read.stream().map(Histogram::getTag).toList());
    assertEquals(1, read.get(0).getCountAtValue(512));
    assertEquals(1, read.get(1).getTotalCount());
    assertEquals(1, read.get(1).getCountAtValue(3_000_000));
    assertEquals(2, read.get(2).getTotalCount());
    assertEquals(2, read.get(2).getCountAtValue(200_000_000));
    assertEquals(clock.wallMillis() - 10_000, read.get(2).getStartTimeStamp());
    assertEquals(clock.wallMillis(), read.get(2).getEndTimeStamp());
  }

  @Test
  void begins_withTheHeaderOfTheFormat_onceForEachFile() throws IOException {
    for (int process = 0; process < 2; process++) {
      registry.histogram("bytes").record(process);
      try (HdrLogReporter log = HdrLogReporter.builder(file()).build()) {
        log.report(registry.snapshot());
      }
    }
    List<String> lines = Files.readAllLines(file());
    assertEquals("#[Histogram log format version 1.3]", lines.get(0));
    assertEquals(1, lines.stream().filter(line -> line.startsWith("#")).count());
    assertEquals(3, lines.size());
  }

  @Test
  void seriesWithoutARecording_haveNoLine() throws IOException {
    registry.histogram("bytes").record(1);
    registry.counter("jobs").increment();
    registry.gauge("depth").set(1);
    try (HdrLogReporter log = HdrLogReporter.builder(file()).build()) {
      log.report(registry.snapshot());
      log.report(registry.snapshot());
    }
    assertEquals(1, read(file()).size());
  }

  @Test
  void whatCouldNotBeWritten_isPartOfTheNextReport() throws IOException {
    Path missing = folder.resolve("missing").resolve("values.hlog");
    try (HdrLogReporter log = HdrLogReporter.builder(missing).build()) {
      registry.histogram("bytes").record(1);
      assertThrows(IOException.class, () -> log.report(registry.snapshot()));
      assertTrue(log.delivered().series().isEmpty());
      Files.createDirectories(missing.getParent());
      registry.histogram("bytes").record(2);
      log.report(registry.snapshot());
      assertFalse(log.delivered().series().isEmpty());
    }
    Histogram all = read(missing).get(0);
    assertEquals(2, all.getTotalCount());
    assertEquals(1, all.getCountAtValue(1));
  }

  /** Each record is in one line and in no second one, whatever of a long report was written. */
  @Test
  void aReportThatFailsHalfWay_isGoneOnWith() throws IOException {
    int series = 4_000; // several buffers
    Path parent = Files.createDirectory(folder.resolve("there"));
    Path file = parent.resolve("values.hlog");
    try (HdrLogReporter log = HdrLogReporter.builder(file).rotate(1, 1).build()) {
      for (int i = 0; i < series; i++) {
        registry.histogram("h" + i).record(i);
      }
      // Rotation finds a folder where the second buffer's file shall go.
      Path inTheWay = Files.createDirectories(parent.resolve("values.hlog.1").resolve("x"));
      assertThrows(IOException.class, () -> log.report(registry.snapshot()));
      int written = log.delivered().series().size();
      assertTrue(written > 0 && written < series, written + " series were written");
      Files.delete(inTheWay);
      Files.delete(inTheWay.getParent());
      log.report(registry.snapshot());
    }
    long values = 0;
    try (var files = Files.list(parent)) {
      for (Path one : files.toList()) {
        values += read(one).stream().mapToLong(Histogram::getTotalCount).sum();
      }
    }
    assertEquals(series, values);
  }

  @Test
  void aReporterThatResumes_writesWhatCameSince() throws IOException {
    registry.histogram("bytes").record(1);
    Snapshot before = registry.snapshot();
    registry.histogram("bytes").record(2);
    try (HdrLogReporter log = HdrLogReporter.builder(file()).build()) {
      log.resume(before);
      log.report(registry.snapshot());
    }
    assertEquals(1, read(file()).get(0).getTotalCount());
    assertEquals(1, read(file()).get(0).getCountAtValue(2));
  }

  @Test
  void aRemovedSeries_endsWithItsLastRecords() throws IOException {
    try (var last = registry.lastValues();
        HdrLogReporter log = HdrLogReporter.builder(file()).build()) {
      registry.histogram("bytes").record(1);
      log.report(registry.snapshot());
      registry.histogram("bytes").record(2);
      registry.remove("bytes");
      registry.timer("bytes").record(Duration.ofNanos(7));
      log.report(registry.snapshot().withEnded(last.pending()));
    }
    List<Histogram> read = read(file());
    assertEquals(List.of(1L, 2L, 7L), read.stream().map(Histogram::getMaxValue).toList());
  }
}
