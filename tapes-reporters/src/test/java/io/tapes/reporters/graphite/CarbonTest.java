package io.tapes.reporters.graphite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.Backends;
import io.tapes.reporters.RealServer;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What carbon has after reports. */
class CarbonTest {
  private static final String CONFIG =
      """
      [cache]
      STORAGE_DIR = %1$s
      LOCAL_DATA_DIR = %1$s/whisper
      CONF_DIR = %1$s
      LOG_DIR = %1$s
      PID_DIR = %1$s
      USER =
      ENABLE_LOGROTATION = False
      MAX_CREATES_PER_MINUTE = inf
      LINE_RECEIVER_INTERFACE = 127.0.0.1
      LINE_RECEIVER_PORT = %2$d
      PICKLE_RECEIVER_INTERFACE = 127.0.0.1
      PICKLE_RECEIVER_PORT = %3$d
      CACHE_QUERY_INTERFACE = 127.0.0.1
      CACHE_QUERY_PORT = %4$d
      ENABLE_TAGS = False
      """;

  /** Reads lines of ours, as carbon parses them, and says how many of them it has not stored. */
  private static final String MISSING =
      """
      import os, sys, whisper
      from carbon.util import TaggedSeries
      missing, seen = 0, set()
      for line in sys.stdin.buffer.read().decode('utf-8').splitlines():
          path, value, time = line.split()
          series = TaggedSeries.parse(path)
          if series.path in seen: sys.exit('two lines for ' + series.path)
          seen.add(series.path)
          name = TaggedSeries.encode(series.path, os.sep, hash_only=True)
          file = os.path.join(sys.argv[1], name + '.wsp')
          try:
              found = whisper.fetch(file, int(time) - 1, int(time))[1]
          except (OSError, whisper.WhisperException):
              found = []
          if float(value) not in found:
              missing += 1
              sample = line[:200] + ' has ' + str(found)
      print(missing)
      if missing: print(sample)
      """;

  @TempDir Path folder;
  private RealServer carbon;
  private int[] ports = {};

  @BeforeEach
  void start() throws Exception {
    ports = ports.length == 0 ? RealServer.freePorts(3) : ports; // the same after a restart
    Files.writeString(
        folder.resolve("carbon.conf"), CONFIG.formatted(folder, ports[0], ports[1], ports[2]));
    Files.writeString(
        folder.resolve("storage-schemas.conf"), "[all]\npattern = .*\nretentions = 1s:1h\n");
    carbon =
        RealServer.start(
            "/usr/bin/carbon-cache",
            "apt install graphite-carbon",
            folder,
            "--config=" + folder.resolve("carbon.conf"),
            "--pidfile=" + folder.resolve("pid"),
            "--debug",
            "start");
    carbon.awaitPort(ports[0]);
    carbon.awaitPort(ports[2]);
  }

  @AfterEach
  void stop() {
    if (carbon != null) {
      carbon.close();
    }
  }

  private GraphiteReporterBuilder reporter() {
    return GraphiteReporter.builder().port(ports[0]);
  }

  /** All series of a snapshot, as of now: carbon keeps an hour. */
  private static Snapshot now(Snapshot other) {
    return Snapshot.of(System.currentTimeMillis(), other.series());
  }

  private void assertStored(GraphiteFormat format, Snapshot snapshot) throws Exception {
    List<String> lines = new ArrayList<>();
    format.write(snapshot, Snapshot.of(0, List.of()), lines::add);
    lines.removeIf(line -> line.length() > 10_000);
    assertTrue(lines.size() > 20, "too few lines: " + lines);
    Path input = Files.writeString(folder.resolve("lines"), String.join("\n", lines));
    String[] said = {""};
    List<String> read =
        List.of("/usr/bin/python3", "-c", MISSING, folder.resolve("whisper").toString());
    try {
      carbon.await(
          () -> {
            Backends.Result result = Backends.run(input, read);
            said[0] = result.output();
            return result.output().equals("0\n");
          });
    } catch (AssertionError e) {
      throw new AssertionError("missing " + said[0] + e.getMessage(), e);
    }
  }

  @Test
  void tags_everyNumberIsStored() throws Exception {
    Snapshot everything = now(Samples.everything());
    try (GraphiteReporter reporter = reporter().build()) {
      reporter.report(everything);
    }
    assertStored(GraphiteFormat.of("", GraphiteTags.TAGS, Fields.all()), everything);
  }

  @Test
  void segments_everyNumberIsStored() throws Exception {
    Snapshot everything = now(Samples.everything());
    try (GraphiteReporter reporter = reporter().prefix("p").tags(GraphiteTags.SEGMENTS).build()) {
      reporter.report(everything);
    }
    assertStored(GraphiteFormat.of("p", GraphiteTags.SEGMENTS, Fields.all()), everything);
  }

  @Test
  void hostileNames_neitherCorruptLinesNorEndTheConnection() throws Exception {
    List<Series> series =
        new ArrayList<>(Fuzz.snapshot(IntStream.range(0, 400).boxed().toList()).series());
    series.add(Series.counter(new SeriesId("z".repeat(1 << 20), Tags.empty()), 1));
    series.add(Series.counter(new SeriesId("zz.last", Tags.empty()), 1L << 60));
    Snapshot hostile = Snapshot.of(System.currentTimeMillis(), series);
    try (GraphiteReporter reporter = reporter().prefix("f").build()) {
      reporter.report(hostile);
    }
    assertStored(GraphiteFormat.of("f", GraphiteTags.TAGS, Fields.all()), hostile);
    assertFalse(carbon.log().contains("invalid line"), carbon.log());
  }

  @Test
  void seriesThatBecomeOne_keepTheFirst() throws Exception {
    List<Series> gauges = new ArrayList<>();
    for (String name : List.of("a:b", "a/b", "a|b", "a~b")) {
      double value = gauges.size() + 1;
      gauges.add(Series.gauge(new SeriesId(name, Tags.empty()), value, Aggregation.SUM));
    }
    for (int i = 0; i < 20; i++) {
      gauges.add(Series.gauge(new SeriesId("c" + i, Tags.empty()), i, Aggregation.SUM));
    }
    Snapshot now = Snapshot.of(System.currentTimeMillis(), gauges);
    try (GraphiteReporter reporter = reporter().build()) {
      reporter.report(now);
      assertEquals(3, reporter.dropped());
    }
    List<String> lines = new ArrayList<>();
    GraphiteFormat format = GraphiteFormat.of("", GraphiteTags.TAGS, Fields.all());
    format.write(now, Snapshot.of(0, List.of()), lines::add);
    assertTrue(lines.get(0).startsWith("a_b.value 2 "), lines.get(0));
    assertStored(format, now);
  }

  /** One series for each character, first and in the middle. */
  @Test
  void tagValues_arriveAsTheyAre() throws Exception {
    List<Series> counters = new ArrayList<>();
    IntStream.concat(IntStream.range(0, 0x300), IntStream.of(0x2028, 0x3000, 0x1F600))
        .filter(c -> c != 0x85 && c != ';' && c != '~')
        .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        .forEach(
            c -> {
              String character = Character.toString(c);
              SeriesId id = new SeriesId("c", Tags.of("k", character + "x" + character));
              counters.add(Series.counter(id, c));
            });
    Snapshot now = Snapshot.of(System.currentTimeMillis(), counters);
    GraphiteFormat format = GraphiteFormat.of("", GraphiteTags.TAGS, Fields.all());
    List<String> lines = new ArrayList<>();
    format.write(now, Snapshot.of(0, List.of()), lines::add);
    assertEquals(counters.size(), lines.size());
    for (int i = 0; i < lines.size(); i++) {
      String value = counters.get(i).tags().value(0);
      assertTrue(lines.get(i).contains(";k=" + value + " "), lines.get(i));
    }
    try (GraphiteReporter reporter = reporter().build()) {
      reporter.report(now);
      assertEquals(0, reporter.dropped());
    }
    assertStored(format, now);
    assertFalse(carbon.log().contains("invalid line"), carbon.log());
  }

  /** Carbon says so where it cannot make a file, and goes on. */
  @Test
  void segmentsOfAFileSystem_haveItsLimit() throws Exception {
    List<Series> counters = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      String segment = "s".repeat(235 + i);
      counters.add(Series.counter(new SeriesId(segment, Tags.empty()), i));
    }
    counters.add(Series.counter(new SeriesId("s".repeat(256), Tags.empty()), 99));
    Snapshot now = Snapshot.of(System.currentTimeMillis(), counters);
    try (GraphiteReporter reporter = reporter().build()) {
      reporter.report(now);
      assertEquals(1, reporter.dropped());
    }
    assertStored(GraphiteFormat.of("", GraphiteTags.TAGS, Fields.all()), now);
    assertFalse(carbon.log().contains("Error"), carbon.log());
  }

  @Test
  void backlog_carriesReportsOverARestart() throws Exception {
    Snapshot everything = now(Samples.everything());
    Snapshot second = Snapshot.of(everything.wallMillis() + 1_000, everything.series());
    try (GraphiteReporter reporter = reporter().backlogBytes(1 << 20).build()) {
      stop();
      reporter.report(everything);
      start();
      carbon.await(
          () -> {
            reporter.report(second); // tries again, once its back-off is over
            return Files.isDirectory(folder.resolve("whisper"));
          });
    }
    GraphiteFormat format = GraphiteFormat.of("", GraphiteTags.TAGS, Fields.all());
    assertStored(format, everything);
    assertStored(format, second);
  }
}
