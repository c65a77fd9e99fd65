package io.tapes.reporters.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.reporters.RealServer;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.Samples;
import io.tapes.reporters.transport.HttpStatusException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Pushgateway has after reports. */
class PushgatewayTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private RealServer gateway;
  private String address = "";

  @BeforeEach
  void start() throws Exception {
    start("");
  }

  private void start(String config) throws Exception {
    int port = RealServer.freePorts(1)[0];
    address = "http://127.0.0.1:" + port;
    Path file = Files.writeString(folder.resolve("web.yml"), config);
    gateway =
        RealServer.start(
            "prometheus-pushgateway",
            "apt install prometheus-pushgateway",
            folder,
            "--web.listen-address=127.0.0.1:" + port,
            "--persistence.file=" + folder.resolve("kept"),
            "--web.config.file=" + file);
    gateway.awaitPort(port);
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  private PushgatewayReporterBuilder reporter(String job) {
    return PushgatewayReporter.builder(URI.create(address), job);
  }

  /** The groups of the gateway. */
  private JsonNode groups() throws Exception {
    return JSON.readTree(RealServer.get(address + "/api/v1/metrics")).path("data");
  }

  private String page() throws Exception {
    return RealServer.get(address + "/metrics");
  }

  @Test
  void push_replacesTheGroup_andAddLeavesOtherNames() throws Exception {
    Registry first = Registry.create();
    first.counter("a").increment();
    Registry second = Registry.create();
    second.counter("b").increment(2);
    reporter("nightly").build().report(first.snapshot());
    assertTrue(page().contains("a_total{instance=\"\",job=\"nightly\"} 1"), page());
    reporter("nightly").build().report(second.snapshot());
    assertTrue(!page().contains("a_total{"), page());
    reporter("nightly").add().build().report(first.snapshot());
    assertTrue(page().contains("a_total{") && page().contains("b_total{"), page());
    PushgatewayReporter last = reporter("nightly").deleteOnClose().build();
    last.close();
    last.close();
    assertEquals(0, groups().size());
  }

  @Test
  void groupingKeys_ofAnyText_arriveAsTheyAre() throws Exception {
    List<String> values =
        List.of(
            "10.0.0.1:80", "a/b", "", " ", "ü😀", "a b", "..", ".", "%2F", "@base64", "a+b&c?#");
    for (String value : values) {
      try (PushgatewayReporter one =
          reporter("job " + value).grouping("instance", value).grouping("zone", "x").build()) {
        one.report(Samples.everything());
      }
      JsonNode labels = groups().path(0).path("labels");
      Map<String, String> found = new TreeMap<>();
      labels.properties().forEach(label -> found.put(label.getKey(), label.getValue().asText()));
      assertEquals(Map.of("job", "job " + value, "instance", value, "zone", "x"), found);
      reporter("job " + value).grouping("instance", value).grouping("zone", "x").build().delete();
      assertEquals(0, groups().size(), value);
    }
  }

  @Test
  void anyNames_areTaken() throws Exception {
    try (PushgatewayReporter any = reporter("any").transport(http -> http.gzip(true)).build()) {
      any.report(Fuzz.snapshot(IntStream.range(0, 1_000).boxed().toList()));
    }
    assertEquals(1, groups().size());
  }

  @Test
  void basicAuthentication_letsInWhoKnowsThePassword() throws Exception {
    stop();
    // The password is "test".
    start(
        """
        basic_auth_users:
          shop: $2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay
        """);
    var refused =
        assertThrows(
            HttpStatusException.class,
            () -> reporter("nightly").build().report(Samples.everything()));
    assertEquals(401, refused.status());
    reporter("nightly")
        .transport(http -> http.basicAuth("shop", "test"))
        .build()
        .report(Samples.everything());
  }

  /** The gateway puts its labels over ours, and refuses a page in which two series become one. */
  @Test
  void tagsThatAreCalledLikeTheGroups_areExported() throws Exception {
    Registry registry = Registry.create();
    registry.counter("a", Tags.of("job", "x")).increment(1);
    registry.counter("a", Tags.of("job", "y")).increment(2);
    registry.counter("b", Tags.of("my.zone", "x", "exported_my_zone", "y")).increment(3);
    registry.timer("t", Tags.of("job", "x")).record(Duration.ofMillis(1));
    PushgatewayReporter reporter = reporter("nightly").grouping("my_zone", "z").build();
    reporter.report(registry.snapshot());
    String page = page();
    String group = "instance=\"\",job=\"nightly\",my_zone=\"z\"}";
    assertTrue(page.contains("\na_total{exported_job=\"x\"," + group + " 1\n"), page);
    assertTrue(page.contains("\na_total{exported_job=\"y\"," + group + " 2\n"), page);
    assertTrue(
        page.contains("\nb_total{exported_my_zone=\"y\",exported_my_zone_=\"x\"," + group + " 3\n"),
        page);
    assertTrue(page.contains("\nt_seconds_count{exported_job=\"x\"," + group + " 1\n"), page);
    assertEquals(0, reporter.dropped());
  }

  @Test
  void metricsThatAreCalledLikeTheGatewaysOwn_areLeftOutAndCounted() throws Exception {
    Registry registry = Registry.create();
    registry.gauge("push.time.seconds").set(5);
    registry.gauge("push_failure_time_seconds").set(6);
    registry.gauge("kept").set(7);
    PushgatewayReporter reporter = reporter("nightly").build();
    reporter.report(registry.snapshot());
    assertTrue(page().contains("\nkept{instance=\"\",job=\"nightly\"} 7\n"), page());
    assertTrue(!page().contains("push_time_seconds{instance=\"\",job=\"nightly\"} 5\n"), page());
    assertEquals(2, reporter.dropped());
  }

  @Test
  void instance_isTheAddressOfThisMachine() throws Exception {
    Registry registry = Registry.create();
    registry.counter("a").increment();
    reporter("nightly").instance().build().report(registry.snapshot());
    assertTrue(page().contains("\na_total{instance=\"127.0.0.1\",job=\"nightly\"} 1\n"), page());
    assertThrows(
        IllegalArgumentException.class,
        () -> PushgatewayReporter.builder(URI.create("http://no.such.invalid"), "x").instance());
  }

  @Test
  void badKeys_areRefusedWhenSetUp() {
    for (String bad : List.of("", "a-b", "__a", "job", "1a", "ü", "le", "quantile")) {
      assertThrows(IllegalArgumentException.class, () -> reporter("x").grouping(bad, "v"), bad);
    }
    assertThrows(IllegalArgumentException.class, () -> reporter(""));
  }
}
