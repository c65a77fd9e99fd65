package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One table of reporters is behind the flags, the help, the files of settings and the page. */
class ReporterKindTest {

  @Test
  void help_hasAFlagForEachReporter_withItsTargetAndSettings() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertEquals(0, Main.run(new Session(to, to, new Termination()), "aggregate", "--help"));
    String help = out.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    for (ReporterKind kind : ReporterKind.values()) {
      assertTrue(help.contains("--" + kind.word() + "=" + kind.label()), kind + " in " + help);
      assertTrue(help.contains(kind.description()), kind.description() + " in " + help);
    }
  }

  @Test
  void page_hasARowForEachReporter_withItsTargetAndSettings() throws IOException {
    Map<String, String> rows =
        Files.readAllLines(Path.of("../docs/aggregate.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .collect(
                Collectors.toMap(
                    line -> line.split("`", -1)[1], Function.identity(), (a, b) -> a + b));
    List<String> ofRequests = List.of(HttpReporters.SETTINGS.strip().split(" ", -1));
    for (ReporterKind kind : ReporterKind.values()) {
      String row = rows.get(kind.word());
      assertTrue(row != null, "docs/aggregate.md has no row for " + kind.word());
      assertTrue(row.contains("`" + kind.main + "`"), row);
      for (String setting : kind.known()) {
        boolean everybodys = List.of("type", "interval", "window", kind.main).contains(setting);
        if (!everybodys && !ofRequests.contains(setting)) {
          assertTrue(row.contains("`" + setting + "`"), "'" + setting + "' is not in " + row);
        }
      }
    }
  }

  @Test
  void increases_areWhatStatsdCloudWatchSpectatordIntervalLogsAndDeltasOfOtlpSend() {
    List<String> words =
        ReporterKind.words().stream()
            .filter(word -> ReporterKind.sendsIncreases(Map.of("type", word)))
            .toList();
    assertEquals(List.of("statsd", "cloudwatch", "spectatord", "hdr-log"), words);
    assertTrue(
        ReporterKind.sendsIncreases(new TreeMap<>(Map.of("type", "otlp", "temporality", "delta"))));
  }
}
