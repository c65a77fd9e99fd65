package io.tapes.reporters.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.Snapshot;
import io.tapes.reporters.RealServer;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.Samples;
import io.tapes.reporters.graphite.GraphiteReporter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What VictoriaMetrics has after reports in the protocols of Influx and Graphite. */
class VictoriaMetricsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Snapshot everything =
      Snapshot.of(System.currentTimeMillis(), Samples.everything().series());

  @TempDir Path folder;
  private RealServer victoria;
  private String server = "";
  private int graphitePort;

  @BeforeEach
  void start() throws Exception {
    int[] ports = RealServer.freePorts(2);
    server = "http://127.0.0.1:" + ports[0];
    graphitePort = ports[1];
    victoria =
        RealServer.start(
            "victoria-metrics",
            "apt install victoria-metrics",
            folder,
            "-storageDataPath=" + folder.resolve("data"),
            "-httpListenAddr=127.0.0.1:" + ports[0],
            "-graphiteListenAddr=127.0.0.1:" + graphitePort,
            "-memory.allowedBytes=128MB",
            "-retentionPeriod=100y");
    victoria.await(() -> RealServer.answers(server + "/health"));
  }

  @AfterEach
  void stop() {
    if (victoria != null) {
      victoria.close();
    }
  }

  /** All samples of one series. */
  private JsonNode export(String selector) throws Exception {
    RealServer.get(server + "/internal/force_flush");
    String match = URLEncoder.encode(selector, StandardCharsets.UTF_8);
    return JSON.readTree(RealServer.get(server + "/api/v1/export?match[]=" + match));
  }

  private void assertStored(double value, String selector, long millis) throws Exception {
    victoria.await(() -> export(selector).path("values").size() > 0);
    JsonNode found = export(selector);
    assertEquals(value, found.path("values").get(0).asDouble(), selector);
    assertEquals(millis, found.path("timestamps").get(0).asLong(), selector);
  }

  @Test
  void influx_numbersTagsAndTimesAreStored() throws Exception {
    try (InfluxReporter reporter = InfluxReporter.http(URI.create(server)).database("t").build()) {
      reporter.report(everything);
    }
    long now = everything.wallMillis();
    assertStored(12, "{__name__=\"http.requests_value\",method=\"GET\",status=\"200\"}", now);
    assertStored(everything.number("my.timer.q99"), "{__name__=\"my.timer_q99\"}", now);
    assertStored(100, "{__name__=\"my.timer_count\"}", now);
    assertStored(1e-7, "{__name__=\"tiny_value\"}", now);
    assertStored(-21.5, "{__name__=\"temperature_value\"}", now);
  }

  @Test
  void graphite_numbersTagsAndTimesAreStored() throws Exception {
    try (GraphiteReporter reporter =
        GraphiteReporter.builder().port(graphitePort).fields(Fields.only("value", "q99")).build()) {
      reporter.report(everything);
    }
    long now = everything.wallMillis() / 1_000 * 1_000;
    assertStored(12, "{__name__=\"http.requests.value\",method=\"GET\",status=\"200\"}", now);
    assertStored(everything.number("my.timer.q99"), "{__name__=\"my.timer.q99\"}", now);
    assertStored(-21.5, "{__name__=\"temperature.value\"}", now);
  }
}
