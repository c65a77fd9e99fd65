package io.tapes.reporters.prometheus.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.tapes.MetricKind;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusParserTest {
  static InputStream stream(String page) {
    return new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8));
  }

  static Snapshot parsed(PrometheusParser parser, String page) throws IOException {
    return parser.snapshot(stream(page), 0);
  }

  /** All that go wrong at once: so a change shows what it did to all of them. */
  private static void refuses(PrometheusParser parser, List<Case> cases) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Case one : cases) {
      try {
        parsed(parser, one.page());
        wrong.add("taken: " + one.page());
      } catch (PrometheusSyntaxException e) {
        if (e.line() != one.line() || !e.getMessage().contains(one.says())) {
          wrong.add(e.getMessage() + " [" + one.line() + " " + one.says() + "]: " + one.page());
        }
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  private static void takes(PrometheusParser parser, List<String> pages) throws IOException {
    for (String page : pages) {
      try {
        parsed(parser, page);
      } catch (PrometheusSyntaxException e) {
        fail(page, e);
      }
    }
  }

  @Test
  void openMetrics_takesWhatIsAllowed() throws IOException {
    takes(PrometheusParser.openMetrics(), OpenMetricsCases.VALID);
  }

  @Test
  void openMetrics_refusesWhatIsNot_andSaysInWhichLine() throws IOException {
    assertTrue(OpenMetricsCases.INVALID.size() > 120);
    refuses(PrometheusParser.openMetrics(), OpenMetricsCases.INVALID);
  }

  @Test
  void text_takesWhatIsAllowed() throws IOException {
    takes(PrometheusParser.text(), TextCases.VALID);
  }

  /** So says the format's description; Prometheus' own parser does not. */
  @Test
  void text_takesBlanksAtTheEnd() throws IOException {
    takes(PrometheusParser.text(), List.of("a   1   \n", "a 1 1395066363000\t\n"));
  }

  @Test
  void text_refusesWhatIsNot_andSaysInWhichLine() throws IOException {
    refuses(PrometheusParser.text(), TextCases.INVALID);
  }

  @Test
  void bytesThatAreNotUtf8_areRefused_atTheirLine() {
    byte[] page = "a{x=\"1\"} 1\na{x=\"\u00ff\"} 1\n".getBytes(StandardCharsets.ISO_8859_1);
    PrometheusSyntaxException refusal =
        assertThrows(
            PrometheusSyntaxException.class,
            () -> PrometheusParser.text().parse(new ByteArrayInputStream(page), series -> {}));
    assertEquals(2, refusal.line());
  }

  @Test
  void aPageBeyondTheLimit_isRefused_andALineWithoutEnd() {
    PrometheusParser parser = PrometheusParser.text().maxBytes(10);
    assertThrows(PrometheusSyntaxException.class, () -> parsed(parser, "a 1\nb 1\nccccc 1\n"));
    assertThrows(
        PrometheusSyntaxException.class,
        () -> PrometheusParser.text().parse(new Endless("a"), series -> {}));
  }

  @Test
  void timesOfSamples_areRefusedWhereAsked() {
    PrometheusParser parser = PrometheusParser.text().refusingTimestamps();
    assertThrows(PrometheusSyntaxException.class, () -> parsed(parser, "a 1 1395066363000\n"));
  }

  @Test
  void eachType_becomesAKind() throws IOException {
    Snapshot page =
        parsed(
            PrometheusParser.openMetrics(),
            """
            # TYPE jobs counter
            # HELP jobs What was done
            jobs_total{x="1"} 1.5
            jobs_created{x="1"} 2.5
            # TYPE level gauge
            level -1
            # TYPE build info
            build_info{version="1"} 1
            # TYPE phase stateset
            phase{phase="on"} 1
            phase{phase="off"} 0
            # TYPE wait_seconds summary
            # UNIT wait_seconds seconds
            wait_seconds{quantile="0.5"} 0.25
            wait_seconds_count 4
            wait_seconds_sum 2
            # TYPE size histogram
            size_bucket{le="1.0"} 1
            size_bucket{le="10.0"} 3
            size_bucket{le="+Inf"} 4
            size_count 4
            size_sum 40
            # TYPE g gaugehistogram
            g_bucket{le="+Inf"} 2
            g_gcount 2
            g_gsum -3
            # EOF
            """);
    Series jobs = page.series(new SeriesId("jobs_total", Tags.of("x", "1"))).orElseThrow();
    assertEquals(MetricKind.DOUBLE_COUNTER, jobs.kind());
    assertEquals(1.5, jobs.value().asSum().toDouble());
    assertEquals(2_500, jobs.startMillis());
    assertEquals("What was done", jobs.info().description());
    assertEquals(-1, page.number("level.value"));
    assertEquals(1, page.number("build.{version=1}.value"));
    assertEquals(1, page.number("phase.{phase=on}.value"));
    assertEquals(0.5, page.number("wait_seconds.mean"));
    assertEquals(0.25, page.number("wait_seconds_quantile.{quantile=0.5}.value"));
    Series size = page.series(new SeriesId("size", Tags.empty())).orElseThrow();
    assertEquals(List.of(1.0, 10.0), size.info().bounds());
    assertEquals(4, size.value().asDistribution().total().count());
    assertEquals(40, size.value().asDistribution().sum());
    assertEquals(2, page.number("g_gcount.value"));
    assertEquals(-3, page.number("g_gsum.value"));
    assertEquals(2, page.number("g_bucket.{le=+Inf}.value"));
  }

  @Test
  void whatHasNoPlaceInASnapshot_isLeftOutAndNamed() throws IOException {
    List<Series> taken = new ArrayList<>();
    List<String> leftOut =
        PrometheusParser.text()
            .parse(stream("{\"a..b\"} 1\n{\"a.b\",\"x y\"=\"1\"} 2\n"), taken::add);
    assertEquals(1, leftOut.size());
    assertTrue(leftOut.get(0).contains("empty segment"), leftOut.get(0));
    assertEquals(List.of("a.b{x y=1}"), taken.stream().map(one -> one.id().toString()).toList());
  }

  @Test
  void wholeNumbersBeyondTheDoubles_keepTheirDigits() throws IOException {
    Snapshot page = parsed(PrometheusParser.text(), "# TYPE a counter\na 9007199254740993\n");
    SumValue sum = page.series().get(0).value().asSum();
    assertEquals(9_007_199_254_740_992.0, sum.total().sum());
    assertEquals(1, sum.total().rest());
  }

  /** Says the same for ever. */
  static final class Endless extends InputStream {
    private final byte[] text;
    private int at;

    Endless(String text) {
      this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      byte next = text[at];
      at = (at + 1) % text.length;
      return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      for (int i = 0; i < length; i++) {
        into[offset + i] = (byte) read();
      }
      return length;
    }
  }
}
