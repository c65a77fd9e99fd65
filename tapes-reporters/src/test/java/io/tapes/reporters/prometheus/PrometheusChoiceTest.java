package io.tapes.reporters.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.Golden;
import io.tapes.reporters.format.ChunkedDocument;
import io.tapes.reporters.format.Samples;
import io.tapes.reporters.json.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusChoiceTest {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";
  private static final String PROTOBUF =
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
          + " encoding=delimited";

  /** The headers of Prometheus 2.42 without and with native histograms, and of Prometheus 3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
            + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1|"
            + OPEN_METRICS,
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
            + "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1|"
            + PROTOBUF,
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,"
            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2|"
            + OPEN_METRICS
            + "; escaping=allow-utf-8",
        "text/plain;version=1.0.0;escaping=allow-utf-8,text/plain;version=0.0.4;q=0.9|"
            + "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8",
        "text/plain;version=0.0.4;escaping=underscores|" + TEXT + "; escaping=underscores",
        "text/plain;escaping=dots|" + TEXT + "; escaping=dots",
        "text/plain;escaping=values|" + TEXT + "; escaping=values",
        "text/plain;escaping=commas|" + TEXT + "; escaping=underscores",
        "text/plain;version=0.0.4;escaping=allow-utf-8|" + TEXT + "; escaping=allow-utf-8",
        "text/plain;version=1.0.0|text/plain; version=1.0.0; charset=utf-8; escaping=underscores",
        "application/openmetrics-text;version=1.0.0;escaping=dots|"
            + OPEN_METRICS
            + "; escaping=dots",
        "''|" + TEXT,
        "*/*|" + TEXT,
        "text/html,*/*;q=0.5|" + TEXT,
        "image/png|" + TEXT,
        "text/plain;version=9.9|" + TEXT,
        "application/openmetrics-text;q=0.4,text/plain;q=0.5|" + TEXT,
        "application/openmetrics-text;q=0.5,text/plain;q=0.5|" + OPEN_METRICS,
        "application/openmetrics-text;q=0,text/plain;q=0|" + TEXT,
        "application/openmetrics-text;version=\"1.0.0\"|" + OPEN_METRICS,
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text|"
            + TEXT,
      })
  void negotiate_takesWhatIsWantedMost(String accept, String contentType) {
    assertEquals(contentType, PrometheusFormat.negotiate(accept).contentType());
  }

  private static Snapshot foreign() {
    Registry registry = Registry.create();
    registry.counter("jobs.done", Tags.of("host.name", "a", "ok", "ja")).increment(5);
    registry.counter("plain").increment();
    registry.gauge("größe-\"x\"").set(1);
    registry.histogram("日本", Tags.of("le", "x")).record(3);
    return registry.snapshot();
  }

  @Test
  void write_utf8_keepsNamesInQuotationMarks() throws IOException {
    String accept = "text/plain;version=1.0.0;escaping=allow-utf-8";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertEquals(
        "text/plain; version=1.0.0; charset=utf-8; escaping=allow-utf-8",
        Exposition.write(foreign(), accept, out));
    Golden.check("prometheus-utf8.txt", out.toString(StandardCharsets.UTF_8));
  }

  private static List<String> samples(String escaping) throws IOException {
    Registry registry = Registry.create();
    registry.counter("jobs.done", Tags.of("host.name", "a", "own_er", "b")).increment(5);
    registry.counter("plain_one").increment();
    registry.gauge("gr\u00f6\u00dfe").set(1);
    registry.timer("http.wait").record(Duration.ofSeconds(20));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exposition.write(registry.snapshot(), "text/plain;escaping=" + escaping, out);
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#") && !line.contains("_bucket"))
        .toList();
  }

  /** As the Go client escapes them: a server that knows the scheme has the names again. */
  @Test
  void write_dotsAndValues_escapeWholeNames() throws IOException {
    assertEquals(
        List.of(
            "gr____e 1",
            "http_dot_wait__seconds_sum 20",
            "http_dot_wait__seconds_count 1",
            "jobs_dot_done__total{host_dot_name=\"a\",own__er=\"b\"} 5",
            "plain__one__total 1"),
        samples("dots"));
    assertEquals(
        List.of(
            "U__gr_f6__df_e 1",
            "U__http_2e_wait__seconds_sum 20",
            "U__http_2e_wait__seconds_count 1",
            "U__jobs_2e_done__total{U__host_2e_name=\"a\",own_er=\"b\"} 5",
            "plain_one_total 1"),
        samples("values"));
  }

  @Test
  void write_someNames_showsTheirFamiliesWhole() throws IOException {
    Registry registry = Registry.create();
    registry.counter("a").increment();
    registry.counter("b").increment();
    registry.timer("t");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exposition.write(
        registry.snapshot(), "", List.of("a_total", "t_seconds_count", "no_such"), out);
    List<String> families =
        out.toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("# TYPE"))
            .toList();
    assertEquals(List.of("# TYPE a_total counter", "# TYPE t_seconds histogram"), families);
    out.reset();
    Exposition.write(registry.snapshot(), "", List.of("no_such"), out);
    assertEquals("", out.toString(StandardCharsets.UTF_8));
    Exposition.write(registry.snapshot(), "application/openmetrics-text", List.of("no_such"), out);
    assertEquals("# EOF\n", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void pieces_togetherAreThePage() throws IOException {
    Snapshot snapshot = Samples.everything();
    for (PrometheusFormat format :
        List.of(
            PrometheusFormat.text(), PrometheusFormat.openMetrics(), PrometheusFormat.protobuf())) {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      format.write(snapshot, whole);
      ByteArrayOutputStream pieces = new ByteArrayOutputStream();
      ChunkedDocument page = format.pieces(snapshot);
      int count = 1;
      while (page.next(pieces, 1)) {
        count++;
      }
      assertEquals(
          whole.toString(StandardCharsets.ISO_8859_1),
          pieces.toString(StandardCharsets.ISO_8859_1));
      assertEquals(true, format != PrometheusFormat.protobuf() || count > 5);
    }
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    ChunkedDocument json = JsonFormat.compact().pieces(snapshot, "").orElseThrow();
    while (json.next(pieces, 1)) {
      // the next one
    }
    assertEquals(JsonFormat.compact().format(snapshot), pieces.toString(StandardCharsets.UTF_8));
  }
}
