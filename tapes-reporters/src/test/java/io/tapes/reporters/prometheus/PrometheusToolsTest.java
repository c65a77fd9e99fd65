package io.tapes.reporters.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.Backends;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.LevelFormatsTest;
import io.tapes.reporters.format.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our pages, judged by the parsers of other projects. */
class PrometheusToolsTest {
  private static final String PYTHON = "/usr/bin/python3";

  private static final String CHECK =
      """
      import sys
      from prometheus_client.openmetrics.parser import text_string_to_metric_families as om
      from prometheus_client.parser import text_string_to_metric_families as text
      page = open(sys.argv[2], encoding='utf-8', newline='').read()
      print(sum(len(f.samples) for f in (om if sys.argv[1] == 'om' else text)(page)))
      """;

  private static Series one(String name, Tags tags) {
    return Series.counter(new SeriesId(name, tags), 1);
  }

  @TempDir Path folder;

  @Test
  void promtool_levels_findsNoErrors() throws Exception {
    Backends.Result result = promtool(LevelFormatsTest.sample());
    assertEquals(0, result.status(), result.output());
  }

  @Test
  void promtool_everything_findsNothing() throws Exception {
    Backends.Result result = promtool(Samples.everything());
    assertEquals("", result.output());
    assertEquals(0, result.status());
  }

  @Test
  void promtool_anyNames_findsNoErrors() throws Exception {
    for (int page = 0; page < 10; page++) {
      Backends.Result result = promtool(fuzzed(page));
      // 3 is a matter of taste: camel case and the like, which the names bring along.
      assertEquals(3, result.status() == 0 ? 3 : result.status(), result.output());
    }
  }

  @Test
  void pythonOpenMetricsParser_takesEverySample() throws Exception {
    requirePython();
    python("om", PrometheusFormat.openMetrics(), Samples.everything());
    HistogramForms forms = HistogramForms.usual().nativeOnly("never").summary("*", 0.5, 0.99);
    python("om", PrometheusFormat.openMetrics().created(true), Samples.everything());
    python("om", PrometheusFormat.openMetrics().histograms(forms), Samples.everything());
    python("om", PrometheusFormat.openMetrics(), LevelFormatsTest.sample());
    for (int page = 0; page < 10; page++) {
      python("om", PrometheusFormat.openMetrics(), fuzzed(page));
    }
  }

  @Test
  void pythonTextParser_takesEverySample() throws Exception {
    requirePython();
    python("text", PrometheusFormat.text(), Samples.everything());
    python("text", PrometheusFormat.text(), LevelFormatsTest.sample());
  }

  @Test
  void namesAndTagsOfAMegabyte_passEveryParser() throws Exception {
    requirePython();
    Snapshot huge =
        Snapshot.of(
            0,
            List.of(
                one("z".repeat(1 << 20), Tags.empty()),
                one("日😀".repeat(1 << 17), Tags.empty()),
                one("t", Tags.of("k", "\"\\\n日".repeat(1 << 17)))));
    Backends.Result result = promtool(huge);
    assertEquals(3, result.status() == 0 ? 3 : result.status(), "promtool refuses the page");
    python("text", PrometheusFormat.text(), huge);
    python("om", PrometheusFormat.openMetrics(), huge);
  }

  private static Snapshot fuzzed(int page) {
    return Fuzz.snapshot(IntStream.range(300 * page, 300 * page + 300).boxed().toList());
  }

  private Backends.Result promtool(Snapshot snapshot) throws Exception {
    Backends.require(Backends.onPath("promtool"), "promtool is missing: apt install prometheus");
    Path page = write(PrometheusFormat.text(), snapshot);
    return Backends.run(page, List.of("promtool", "check", "metrics"));
  }

  private void python(String parser, PrometheusFormat format, Snapshot snapshot) throws Exception {
    Path page = write(format, snapshot);
    Backends.Result result =
        Backends.run(page, List.of(PYTHON, "-c", CHECK, parser, page.toString()));
    long samples = Files.readString(page).lines().filter(line -> !line.startsWith("#")).count();
    assertEquals(0, result.status(), result.output());
    if (format == PrometheusFormat.text()) {
      assertEquals(samples + "\n", result.output());
    }
  }

  private void requirePython() throws Exception {
    boolean installed =
        Files.isExecutable(Path.of(PYTHON))
            && Backends.run(
                        Files.writeString(folder.resolve("empty"), ""),
                        List.of(PYTHON, "-c", "import prometheus_client.openmetrics.parser"))
                    .status()
                == 0;
    Backends.require(
        installed, "the Python parser is missing: apt install python3-prometheus-client");
  }

  private Path write(PrometheusFormat format, Snapshot snapshot) throws IOException {
    Path page = folder.resolve("page");
    return Files.writeString(page, PrometheusFormatTest.page(format, snapshot));
  }
}
