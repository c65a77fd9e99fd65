package io.tapes.reporters.prometheus.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.reporters.Backends;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages that are taken and refused here, given to the parser that OpenMetrics was made with.
 */
class PythonAgreesTest {
  private static final String PYTHON = "/usr/bin/python3";
  private static final String JUDGE =
      """
      import json, sys
      from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
      from prometheus_client.parser import text_string_to_metric_families as text
      parse = openmetrics if sys.argv[1] == 'openmetrics' else text
      for page in json.load(sys.stdin):
          try:
              list(parse(page))
              print('taken')
          except Exception:
              print('refused')
      """;

  @TempDir Path folder;

  /** What the parser says of each page. */
  private List<Boolean> taken(String format, List<String> pages) throws Exception {
    Path json = folder.resolve("pages.json");
    Backends.require(
        Files.isExecutable(Path.of(PYTHON))
            && Backends.run(
                        Files.writeString(json, ""),
                        List.of(PYTHON, "-c", "import prometheus_client.openmetrics.parser"))
                    .status()
                == 0,
        "the Python parser is missing: apt install python3-prometheus-client");
    Files.write(json, new ObjectMapper().writeValueAsBytes(pages));
    Backends.Result result = Backends.run(json, List.of(PYTHON, "-c", JUDGE, format));
    assertEquals(0, result.status(), result.output());
    List<Boolean> taken = result.output().lines().map("taken"::equals).toList();
    assertEquals(pages.size(), taken.size(), result.output());
    return taken;
  }

  private void agrees(String format, List<String> valid, List<Case> invalid) throws Exception {
    List<String> pages = new ArrayList<>(valid);
    invalid.forEach(one -> pages.add(one.page()));
    List<Boolean> taken = taken(format, pages);
    List<String> differ = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++) {
      boolean expected = i < valid.size() || invalid.get(i - valid.size()).alone();
      if (taken.get(i) != expected) {
        differ.add((expected ? "refused there: " : "taken there: ") + pages.get(i));
      }
    }
    assertEquals("", String.join("\n", differ));
  }

  @Test
  void openMetrics_isJudgedAlike() throws Exception {
    agrees("openmetrics", OpenMetricsCases.VALID, OpenMetricsCases.INVALID);
  }

  /** Python's parser of the text format refuses next to nothing; Prometheus' own is asked below. */
  @Test
  void text_whatIsTakenHere_isTakenThere() throws Exception {
    agrees("text", TextCases.VALID, List.of());
  }

  @Test
  void text_isJudgedAsPromtoolDoes() throws Exception {
    Backends.require(Backends.onPath("promtool"), "promtool is missing: apt install prometheus");
    List<String> differ = new ArrayList<>();
    for (String page : TextCases.VALID) {
      if (!promtoolTakes(page)) {
        differ.add("refused there: " + page);
      }
    }
    for (Case one : TextCases.INVALID) {
      if (promtoolTakes(one.page()) != one.alone()) {
        differ.add((one.alone() ? "refused there: " : "taken there: ") + one.page());
      }
    }
    assertEquals("", String.join("\n", differ));
  }

  /** Status 3 is a matter of taste. */
  private boolean promtoolTakes(String text) throws Exception {
    Path page = Files.writeString(folder.resolve("page"), text);
    int status = Backends.run(page, List.of("promtool", "check", "metrics")).status();
    return status == 0 || status == 3;
  }
}
