package io.tapes.reporters.statsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.Backends;
import io.tapes.reporters.RealServer;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.Samples;
import io.tapes.reporters.transport.StreamTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Etsy's server has after reports. */
class EtsyStatsdTest {
  private static final Path HOME = Path.of("../.ci/statsd/node_modules/statsd").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CONFIG =
      """
      { servers: [ {server: "./servers/udp", address: "127.0.0.1", port: %d},
                   {server: "./servers/tcp", address: "127.0.0.1", port: %d} ],
        mgmt_address: "127.0.0.1", mgmt_port: %d,
        flushInterval: 100, deleteIdleStats: true, deleteGauges: false,
        jsonFile: "%s", backends: [ "%s" ] }
      """;

  @TempDir Path folder;
  private final Map<String, Double> counted = new HashMap<>();
  private JsonNode gauges = JSON.createObjectNode();
  private RealServer statsd;
  private int[] ports;

  @BeforeEach
  void start() throws Exception {
    Backends.require(
        Files.isDirectory(HOME), "npm install --prefix .ci/statsd --ignore-scripts statsd@0.9.0");
    ports = RealServer.freePorts(3);
    Path backend = Path.of("src/test/resources/statsd-json-backend.js").toAbsolutePath();
    Path config = folder.resolve("config.js");
    Files.writeString(
        config, CONFIG.formatted(ports[0], ports[1], ports[2], folder.resolve("flushes"), backend));
    statsd =
        RealServer.start(
            "node", "apt install npm", folder, HOME.resolve("stats.js").toString(), config + "");
    statsd.awaitPort(ports[2]);
    statsd.awaitPort(ports[1]);
    statsd.awaitUdpPort(ports[0]);
  }

  @AfterEach
  void stop() {
    if (statsd != null) {
      statsd.close();
    }
  }

  /** Waits for two further flushes, and adds up what they counted. */
  private void flush() throws Exception {
    Path file = folder.resolve("flushes");
    int before = Files.exists(file) ? Files.readAllLines(file).size() : 0;
    statsd.await(() -> Files.exists(file) && Files.readAllLines(file).size() > before + 2);
    counted.clear();
    for (String line : Files.readString(file).split("\n", -1)) {
      if (line.endsWith("}")) { // not one that is being written
        JsonNode flush = JSON.readTree(line);
        flush
            .get("counters")
            .properties()
            .forEach(
                counter ->
                    counted.merge(counter.getKey(), counter.getValue().asDouble(), Double::sum));
        gauges = flush.get("gauges");
      }
    }
  }

  @Test
  void manyReports_countEachEventOnce() throws Exception {
    Registry registry = Registry.create();
    registry.gauge("temperature").set(5);
    try (StatsdReporter reporter = StatsdReporter.builder().port(ports[0]).build()) {
      for (int i = 1; i <= 5; i++) {
        registry.counter("jobs").increment(3);
        registry.meter("errors").mark();
        registry.gauge("temperature").add(-2);
        reporter.report(registry.snapshot());
      }
    }
    flush();
    assertEquals(15, counted.get("jobs.value"));
    assertEquals(5, counted.get("errors.total"));
    assertEquals(-5, gauges.get("temperature.value").asDouble());
  }

  @Test
  void everything_arrivesOverTcp() throws Exception {
    Snapshot everything = Samples.everything();
    try (StatsdReporter reporter =
        StatsdReporter.builder()
            .transport(StreamTransport.tcp("127.0.0.1", ports[1]).build())
            .build()) {
      reporter.report(everything);
    }
    flush();
    assertEquals(12, counted.get("http.requests.method.GET.status.200.value"));
    assertEquals(-21.5, gauges.get("temperature.value").asDouble());
    assertEquals(1e-7, gauges.get("tiny.value").asDouble());
    assertEquals(50.5, gauges.get("my.timer.mean").asDouble());
    assertEquals(100, counted.get("my.timer.total"));
    assertEquals(0, counted.get("statsd.bad_lines_seen"));
  }

  /**
   * Of several series under one name the server would keep the last gauge, and the sum of counters.
   */
  @Test
  void seriesThatBecomeOne_keepTheFirst() throws Exception {
    Registry registry = Registry.create();
    registry.gauge("depth", Tags.of("q", "a")).set(3);
    registry.gauge("depth.q.a").set(7);
    registry.counter("jobs/x").increment(2);
    registry.counter("jobs:x").increment(5);
    try (StatsdReporter reporter = StatsdReporter.builder().port(ports[0]).build()) {
      reporter.report(registry.snapshot());
      assertEquals(2, reporter.dropped());
    }
    flush();
    assertEquals(3, gauges.get("depth.q.a.value").asDouble());
    assertEquals(2, counted.get("jobs_x.value"));
  }

  /** Its own reader of DogStatsD makes {@code ;key=value} of tags. */
  @Test
  void dogstatsdTags_areReadAsTags() throws Exception {
    try (StatsdReporter reporter =
        StatsdReporter.builder().port(ports[0]).tags(StatsdTags.DOGSTATSD).build()) {
      reporter.report(Samples.everything());
    }
    flush();
    assertEquals(12, counted.get("http.requests.value;method=GET;status=200"));
    assertEquals(1, counted.get("http.requests.value;method=POST;status=500"));
    assertEquals(-21.5, gauges.get("temperature.value").asDouble());
    assertEquals(0, counted.get("statsd.bad_lines_seen"));
  }

  @ParameterizedTest
  @EnumSource(StatsdTags.class)
  void hostileNames_areNoBadLines(StatsdTags tags) throws Exception {
    Snapshot hostile = Fuzz.snapshot(IntStream.range(0, 1_000).boxed().toList());
    Series last = Series.counter(new SeriesId("zz.last", Tags.empty()), 1L << 60);
    Snapshot end = Snapshot.of(1, List.of(last));
    try (StatsdReporter reporter =
        StatsdReporter.builder()
            .transport(StreamTransport.tcp("127.0.0.1", ports[1]).build())
            .prefix("f")
            .tags(tags)
            .build()) {
      reporter.report(hostile);
      reporter.report(end);
    }
    flush();
    assertEquals(0x1p60, counted.get("f.zz.last.value"));
    assertEquals(0, counted.get("statsd.bad_lines_seen"));
    assertTrue(counted.size() > 200, counted.keySet().toString());
  }
}
