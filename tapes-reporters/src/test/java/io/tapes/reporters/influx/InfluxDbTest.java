package io.tapes.reporters.influx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.RealServer;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.LineSink;
import io.tapes.reporters.format.Samples;
import io.tapes.reporters.transport.HttpStatusException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What InfluxDB has after reports. */
class InfluxDbTest {
  private static final String CONFIG =
      """
      reporting-disabled = true
      bind-address = "127.0.0.1:%2$d"
      [meta]
        dir = "%1$s/meta"
      [data]
        dir = "%1$s/data"
        wal-dir = "%1$s/wal"
      [http]
        bind-address = "127.0.0.1:%3$d"
        log-enabled = false
      [monitor]
        store-enabled = false
      [[udp]]
        enabled = true
        bind-address = "127.0.0.1:%4$d"
        database = "t"
        batch-size = 1
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private RealServer influx;
  private String server = "";
  private int udpPort;

  @BeforeEach
  void start() throws Exception {
    int[] ports = RealServer.freePorts(3);
    Path config = folder.resolve("influx.toml");
    Files.writeString(config, CONFIG.formatted(folder, ports[0], ports[1], ports[2]));
    server = "http://127.0.0.1:" + ports[1];
    udpPort = ports[2];
    influx =
        RealServer.start(
            "influxd", "apt install influxdb", folder, "run", "-config", config.toString());
    influx.await(() -> RealServer.answers(server + "/ping"));
    influx.awaitUdpPort(udpPort);
    query("CREATE DATABASE t", "POST");
  }

  @AfterEach
  void stop() {
    if (influx != null) {
      influx.close();
    }
  }

  private InfluxReporterBuilder reporter() {
    return InfluxReporter.http(URI.create(server)).database("t");
  }

  private JsonNode query(String query, String method) throws Exception {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    String address = server + "/query?db=t&epoch=ms&q=" + encoded;
    return JSON.readTree(RealServer.request(method, address)).path("results").path(0);
  }

  /** The newest value of each column of a measurement, under its name. */
  private JsonNode last(String measurement) throws Exception {
    String query = "SELECT * FROM \"" + measurement + "\" ORDER BY time DESC LIMIT 1";
    JsonNode series = query(query, "GET").path("series").path(0);
    var row = JSON.createObjectNode();
    for (int i = 0; i < series.path("columns").size(); i++) {
      row.set(series.path("columns").get(i).asText(), series.path("values").path(0).get(i));
    }
    return row;
  }

  @Test
  void http_everyNumberIsStored() throws Exception {
    Snapshot everything = Samples.everything();
    try (InfluxReporter reporter = reporter().build()) {
      reporter.report(everything);
      assertEquals(1, reporter.dropped()); // the infinite gauge
    }
    assertEquals((1L << 53) + 1, last("jobs.done").get("value").asLong());
    assertEquals(5_000, last("jobs.done").get("time").asLong());
    assertEquals(100, last("my.timer").get("count").asLong());
    assertEquals(everything.number("my.timer.q99"), last("my.timer").get("q99").asDouble());
    assertEquals(-21.5, last("temperature").get("value").asDouble());
    assertEquals("a\"b_c_d", last("db.query").get("table").asText());
    assertTrue(last("ratio").isEmpty());
    assertEquals(
        2, query("SHOW SERIES FROM \"http.requests\"", "GET").at("/series/0/values").size());
  }

  @Test
  void udp_arrivesWithItsTime() throws Exception {
    try (InfluxReporter reporter = InfluxReporter.udp("127.0.0.1", udpPort)) {
      reporter.report(Samples.everything());
    }
    influx.await(() -> last("temperature").path("value").asDouble() == -21.5);
    assertEquals(5_000, last("temperature").get("time").asLong());
  }

  /** How many series the format leaves out, because they are one with others or infinite. */
  private static int leftOut(Snapshot snapshot) throws IOException {
    int[] leftOut = {0};
    InfluxFormat.millis("f", Fields.all())
        .write(
            snapshot,
            Snapshot.of(0, List.of()),
            new LineSink() {
              @Override
              public void line(String line) {}

              @Override
              public void leftOut(String sentence) {
                leftOut[0]++;
              }
            });
    return leftOut[0];
  }

  @Test
  void hostileNames_areAllTaken() throws Exception {
    // A registry has one type under a name; so has InfluxDB, which has no backslash in names.
    Map<String, MetricKind> types = new HashMap<>();
    List<Series> series =
        new ArrayList<>(Fuzz.snapshot(IntStream.range(0, 1_000).boxed().toList()).series());
    series.removeIf(
        one -> {
          MetricKind type = one.kind();
          MetricKind first = types.putIfAbsent(one.name().replace('\\', '_'), type);
          return first != null && first != type;
        });
    assertTrue(series.size() > 500);
    series.add(Series.counter(new SeriesId("z".repeat(1 << 20), Tags.empty()), 1));
    series.add(Series.counter(new SeriesId("zz.last", Tags.empty()), 1L << 60));
    try (InfluxReporter reporter = reporter().prefix("f").build()) {
      Snapshot hostile = Snapshot.of(1_700_000_000_123L, series);
      reporter.report(hostile);
      assertEquals(1 + leftOut(hostile), reporter.dropped()); // the server has refused none
    }
    assertEquals(1L << 60, last("f.zz.last").get("value").asLong());
  }

  @Test
  void fieldOfAnotherType_isCountedAndHarmsNoOther() throws Exception {
    Registry registry = Registry.create();
    registry.gauge("a").set(1.5);
    registry.counter("b").increment(2);
    Registry before = Registry.create();
    before.counter("a").increment();
    try (InfluxReporter reporter = reporter().build()) {
      reporter.report(before.snapshot());
      reporter.report(registry.snapshot());
      assertEquals(1, reporter.dropped());
    }
    assertEquals(2, last("b").get("value").asLong());
  }

  @Test
  void databaseThatDoesNotExist_isAFailure() throws Exception {
    try (InfluxReporter reporter =
        InfluxReporter.http(URI.create(server)).database("no such").build()) {
      var refused =
          assertThrows(HttpStatusException.class, () -> reporter.report(Samples.everything()));
      assertEquals(404, refused.status());
      assertTrue(refused.getMessage().contains("database"), refused.getMessage());
    }
    assertThrows(
        IllegalStateException.class, () -> InfluxReporter.http(URI.create(server)).build());
  }
}
