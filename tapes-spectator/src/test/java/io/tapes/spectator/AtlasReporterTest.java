package io.tapes.spectator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Tags;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AtlasReporterTest {
  private static final Duration FIRST = Duration.ofSeconds(3);

  private final ManualClock clock = new ManualClock(1_700_000_003_000L);
  private final Registry registry = Registry.builder().clock(clock).build();
  private final List<Duration> pauses = new ArrayList<>();
  private final AtlasServer server;

  AtlasReporterTest() throws IOException {
    server = new AtlasServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private AtlasReporterBuilder builder(String path) {
    return AtlasReporter.builder(server.uri(path))
        .transport(http -> http.timeout(Duration.ofSeconds(30)))
        .pause(pauses::add);
  }

  private Map<String, Double> last() {
    return AtlasServer.measurements(server.posted().get(server.posted().size() - 1));
  }

  @Test
  void report_postsTheDocumentOfAggregators() throws Exception {
    registry.counter("jobs", Tags.of("k", "v", "statistic", "mine")).increment(3);
    try (AtlasReporter reporter =
        builder("/api/v4/update").commonTags(Map.of("nf.app", "demo")).build()) {
      reporter.report(registry.snapshot());
      assertEquals(
          "[10,\"nf.app\",\"demo\",\"k\",\"v\",\"statistic\",\"count\",\"statistic_\",\"mine\","
              + "\"name\",\"jobs\",5,0,1,2,3,4,5,6,7,8,9,0,3.0]",
          server.posted().get(0).toString());
      assertEquals(1, reporter.sent());
    }
  }

  @Test
  void report_hasTheStatisticsOfSpectator_asIncreases() throws Exception {
    registry.timer("t").record(Duration.ofMillis(42));
    registry.histogram("h").record(1024);
    registry.gauge("g").set(7);
    registry.gauge("unknown").set(Double.NaN);
    registry.metric("m").maxGauge().update(17);
    registry.metric("u").upDownCounter().add(-2);
    try (AtlasReporter reporter = builder("").build()) {
      reporter.report(registry.snapshot());
      Map<String, Double> first = last();
      assertEquals(1.0, first.get("t{statistic=count} 0"));
      assertEquals(0.042, first.get("t{statistic=totalTime} 0"));
      assertEquals(0.001764, first.get("t{statistic=totalOfSquares} 0"), 1e-9);
      assertEquals(0.042, first.get("t{statistic=max} 10"));
      assertEquals(1.0, first.get("t{percentile=T006D, statistic=percentile} 0"));
      assertEquals(1024.0, first.get("h{statistic=totalAmount} 0"));
      assertEquals(1.0, first.get("h{percentile=D002A, statistic=percentile} 0"));
      assertEquals(7.0, first.get("g{statistic=gauge} 10"));
      assertEquals(17.0, first.get("m{statistic=max} 10"));
      assertEquals(-2.0, first.get("u{statistic=gauge} 10"));
      assertEquals(13, first.size(), first.toString());

      registry.timer("t").record(Duration.ofMillis(1));
      registry.gauge("g").set(Double.NaN);
      reporter.report(registry.snapshot());
      Map<String, Double> second = last();
      assertEquals(0.001, second.get("t{statistic=totalTime} 0"), 1e-12);
      assertEquals(null, second.get("g{statistic=gauge} 10"));
      assertEquals(null, second.get("h{statistic=count} 0"));
    }
  }

  @Test
  void report_toAtlasItself_hasRates() throws Exception {
    registry.counter("jobs", Tags.of("k", "v")).increment(10);
    registry.gauge("g").set(7);
    try (AtlasReporter reporter =
        builder("/api/v1/publish").standalone().commonTags(Map.of("app", "demo")).build()) {
      reporter.report(registry.snapshot());
      assertEquals(
          "{\"tags\":{\"app\":\"demo\"},\"metrics\":["
              + "{\"tags\":{\"statistic\":\"gauge\",\"name\":\"g\",\"atlas.dstype\":\"gauge\"},"
              + "\"timestamp\":1700000000000,\"value\":7.0},"
              + "{\"tags\":{\"k\":\"v\",\"statistic\":\"count\",\"name\":\"jobs\","
              + "\"atlas.dstype\":\"rate\"},\"timestamp\":1700000000000,\"value\":2.0}]}",
          server.posted().get(0).toString());
    }
  }

  @Test
  void report_isSplitIntoBatches_andGoesOnWhereItFailed() throws Exception {
    for (int i = 0; i < 25; i++) {
      registry.counter("c" + (char) ('a' + i)).increment();
    }
    server.answer(
        new AtlasServer.Answer(200, ""),
        new AtlasServer.Answer(503, ""),
        new AtlasServer.Answer(503, ""),
        new AtlasServer.Answer(503, ""));
    try (AtlasReporter reporter = builder("").batchSize(10).build()) {
      assertThrows(IOException.class, () -> reporter.report(registry.snapshot()));
      assertEquals(List.of(FIRST, FIRST), pauses);
      assertEquals(10, reporter.sent());
      assertEquals(2, reporter.retried());
      registry.counter("ca").increment(5);
      reporter.report(registry.snapshot());
      double sum = 0;
      int[] sizes =
          server.posted().stream().mapToInt(d -> AtlasServer.measurements(d).size()).toArray();
      for (int taken : new int[] {0, 4, 5}) {
        for (double value : AtlasServer.measurements(server.posted().get(taken)).values()) {
          sum += value;
        }
      }
      assertEquals(30, sum);
      assertEquals(List.of(10, 10, 10, 10, 10, 6), Arrays.stream(sizes).boxed().toList());
    }
  }

  @Test
  void busyServer_isTriedThreeTimes_andARefusalIsNot() throws Exception {
    registry.counter("c").increment();
    server.answer(new AtlasServer.Answer(429, ""), new AtlasServer.Answer(500, ""));
    try (AtlasReporter reporter = builder("").metrics(registry).build()) {
      reporter.report(registry.snapshot());
      assertEquals(3, server.posted().size());
      registry.counter("c").increment();
      server.answer(new AtlasServer.Answer(400, "{\"type\":\"error\",\"errorCount\":1}"));
      reporter.report(registry.snapshot());
      assertEquals(4, server.posted().size());
      assertEquals(2, registry.snapshot().number("tapes.atlas.retried.value"));
      assertTrue(reporter.dropped() >= 1, reporter.dropped() + " dropped");
      long before = reporter.dropped();
      registry.counter("c").increment();
      server.answer(
          new AtlasServer.Answer(
              202, "{\"type\":\"partial\",\"errorCount\":2,\"message\":[\"bad\"]}"));
      reporter.report(registry.snapshot());
      assertEquals(before + 2, reporter.dropped());
    }
  }

  @Test
  void silentServer_isNotTriedAgain_andNothingIsLost() throws Exception {
    registry.counter("c").increment();
    server.close();
    try (AtlasReporter reporter = builder("").build()) {
      assertThrows(IOException.class, () -> reporter.report(registry.snapshot()));
      assertEquals(List.of(), pauses);
      assertEquals(0, reporter.dropped());
      assertEquals(List.of(), reporter.delivered().series());
    }
  }

  @Test
  void start_twice_isOneStart_andCloseReportsALastTime() throws Exception {
    registry.counter("c").increment();
    AtlasReporter reporter = builder("").step(Duration.ofHours(1)).build();
    reporter.start(registry);
    reporter.start(registry);
    while (reporter.sent() == 0) {
      Thread.onSpinWait();
    }
    registry.counter("c").increment(6);
    reporter.close();
    reporter.close();
    assertEquals(2, server.posted().size());
    assertEquals(Map.of("c{statistic=count} 0", 6.0), last());
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> builder("").step(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> builder("").batchSize(0));
    registry.counter("x".repeat(256)).increment();
    try (AtlasReporter reporter = builder("").build()) {
      reporter.report(registry.snapshot());
      assertEquals(1, reporter.dropped());
      assertEquals(List.of(), server.posted());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
