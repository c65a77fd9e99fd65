package io.tapes.reporters.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.Backends;
import io.tapes.reporters.Golden;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReporterTest {
  @TempDir Path folder;

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void everything_golden() throws IOException {
    CsvReporter reporter = CsvReporter.builder(folder.resolve("made")).build();
    reporter.report(Samples.everything());
    reporter.report(Snapshot.of(6_001, Samples.everything().series()));
    StringBuilder all = new StringBuilder();
    for (Path file : files()) {
      all.append("== ").append(file.getFileName()).append('\n').append(Files.readString(file));
    }
    Golden.check("csv.txt", all.toString());
  }

  /** Python's reader agrees with every number that we wrote, of every series. */
  @Test
  void anyNames_areReadBackByPython() throws Exception {
    Backends.require(Backends.onPath("python3"), "python3 is missing: apt install python3");
    Snapshot any = Fuzz.snapshot(IntStream.range(0, 500).boxed().toList());
    CsvReporter.builder(folder).build().report(any);
    List<Path> written = files();
    assertEquals(any.series().size(), written.size());
    StringBuilder expected = new StringBuilder();
    for (Series series : any.series()) {
      expected.append(CsvFileNames.of(series.id()));
      for (Map.Entry<String, Number> field : series.fields().entrySet()) {
        expected.append('\t').append(field.getKey()).append('=').append(field.getValue());
      }
      expected.append('\n');
    }
    Path input = folder.resolve("expected");
    Files.writeString(input, expected);
    String script =
        """
        import csv, sys
        rows = 0
        for line in open(sys.argv[1] + '/expected', newline='\\n'):
            name, *fields = line.rstrip('\\n').split('\\t')
            with open(sys.argv[1] + '/' + name, newline='') as f:
                row, = list(csv.DictReader(f))
            assert row.pop('time') == '1700000000.123', row
            wanted = dict(field.split('=') for field in fields)
            assert row.keys() == wanted.keys(), (row, wanted)
            for key, value in wanted.items():
                exact = row[key] == value or float(row[key]) == float(value)
                assert exact or value == 'NaN' == row[key], (name, key, row[key], value)
            rows += 1
        print(rows)
        """;
    Backends.Result result =
        Backends.run(input, List.of("python3", "-c", script, folder.toString()));
    assertEquals(any.series().size() + "\n", result.output());
  }

  @Test
  void fileNames_areSafeAndTellAllSeriesApart() {
    assertEquals("a.b{k=v}.csv", CsvFileNames.of(new SeriesId("a.b", Tags.of("k", "v"))));
    assertEquals(
        "a%2F{k=%2E.%2F%C3%BC}.csv".replace("%2E", "."),
        CsvFileNames.of(new SeriesId("a/", Tags.of("k", "../ü"))));
    assertEquals(
        List.of("a{k=%uD800}.csv", "a{k=%uDBFF}.csv", "a{k=%3F}.csv", "a{k=%F0%9F%98%80}.csv"),
        Stream.of("\uD800", "\uDBFF", "?", "😀")
            .map(value -> CsvFileNames.of(new SeriesId("a", Tags.of("k", value))))
            .toList());
    String one = CsvFileNames.of(new SeriesId("x".repeat(1 << 20), Tags.empty()));
    String other = CsvFileNames.of(new SeriesId("x".repeat((1 << 20) + 1), Tags.empty()));
    assertTrue(one.length() < 200 && !one.equals(other), one + " " + other);
  }

  @Test
  void otherColumnsAfterARestart_beginANewFile() throws IOException {
    Registry registry = Registry.create();
    registry.timer("t").time(() -> {});
    for (String field : List.of("count", "count", "q99", "max")) {
      CsvReporter reporter = CsvReporter.builder(folder).fields(Fields.only(field)).build();
      reporter.report(registry.snapshot());
    }
    assertEquals(
        Map.of("t.csv", "time,max 2", "t.csv.1", "time,count 3", "t.csv.2", "time,q99 2"), heads());
    CsvReporter rotating =
        CsvReporter.builder(folder).fields(Fields.only("min")).rotate(4_096, 5).build();
    rotating.report(registry.snapshot());
    assertEquals(
        Map.of(
            "t.csv", "time,min 2",
            "t.csv.1", "time,max 2",
            "t.csv.2", "time,count 3",
            "t.csv.3", "time,q99 2"),
        heads());
  }

  /** Of each file the header and how many lines there are. */
  private Map<String, String> heads() throws IOException {
    Map<String, String> heads = new TreeMap<>();
    for (Path file : files()) {
      List<String> lines = Files.readAllLines(file);
      heads.put(file.getFileName().toString(), lines.get(0) + " " + lines.size());
    }
    return heads;
  }

  /** An hour of jobs that come and go. */
  @Test
  void filePerName_isOneFileHoweverManySeriesThereWere() throws IOException {
    CsvReporter reporter = CsvReporter.builder(folder).filePerName().build();
    for (int i = 0; i < 1_000; i++) {
      Registry registry = Registry.builder().clock(new ManualClock()).build();
      registry.counter("jobs", Tags.of("id", "\"" + i + ",\n")).increment(i);
      registry.counter("jobs").increment();
      reporter.report(registry.snapshot());
    }
    assertEquals(List.of(folder.resolve("jobs.csv")), files());
    String text = Files.readString(folder.resolve("jobs.csv"));
    assertTrue(
        text.startsWith(
            "time,tags,value\n0.000,\"\",1\n0.000,\"{id=\"\"0\\,\n}\",0\n0.000,\"\",1\n"),
        text.substring(0, 100));
    assertTrue(text.endsWith("0.000,\"{id=\"\"999\\,\n}\",999\n"));
    assertEquals(0, reporter.dropped());
  }

  @Test
  void aFullDisk_isAFailure_andTheOtherFilesAreWritten() throws IOException {
    Registry registry = Registry.create();
    registry.counter("a").increment();
    registry.counter("b").increment();
    Files.createSymbolicLink(folder.resolve("a.csv"), Path.of("/dev/full"));
    CsvReporter reporter = CsvReporter.builder(folder).build();
    var failure = assertThrows(IOException.class, () -> reporter.report(registry.snapshot()));
    assertTrue(failure.getMessage().contains("1 files"), failure.getMessage());
    assertEquals(2, Files.readAllLines(folder.resolve("b.csv")).size());
  }

  @Test
  void aFolderThatCannotBeMade_isAFailure() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    CsvReporter reporter = CsvReporter.builder(file.resolve("below")).build();
    assertThrows(IOException.class, () -> reporter.report(Samples.everything()));
  }

  @Test
  void settings_chooseColumnsAndRotate() throws IOException {
    Registry registry = Registry.create();
    registry.timer("t").time(() -> {});
    registry.gauge("g").set(1);
    CsvReporter reporter =
        CsvReporter.builder(folder).fields(Fields.only("count", "q99")).rotate(4_096, 2).build();
    for (int i = 0; i < 500; i++) {
      reporter.report(registry.snapshot());
    }
    assertEquals(
        List.of("t.csv", "t.csv.1", "t.csv.2"),
        files().stream().map(file -> file.getFileName().toString()).toList());
    for (Path file : files()) {
      assertEquals("time,count,q99", Files.readAllLines(file).get(0));
      assertTrue(Files.size(file) <= 4_096);
    }
    assertThrows(IllegalArgumentException.class, () -> CsvReporter.builder(folder).rotate(10, 1));
  }
}
