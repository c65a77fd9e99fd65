package io.tapes.reporters.elasticsearch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.Fuzz;
import io.tapes.reporters.format.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The requests, held against the rules of the bulk interface; there is no server here. */
class ElasticsearchTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();

  private HttpServer server(String answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          paths.add(exchange.getRequestURI().toString());
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] text = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static ElasticsearchReporter reporter(HttpServer server) {
    return ElasticsearchReporter.builder(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
        .index("metrics-{yyyy.MM.dd}")
        .transport(http -> http.gzip(false))
        .build();
  }

  /** Of each field by its path, whether it is an integer: it must be so in all documents. */
  private static void types(String path, JsonNode node, Map<String, Boolean> integers) {
    node.properties()
        .forEach(
            one -> {
              String at = path + "." + one.getKey();
              if (one.getValue().isObject()) {
                types(at, one.getValue(), integers);
              } else if (one.getValue().isNumber()) {
                boolean integer = one.getValue().isIntegralNumber();
                assertEquals(integer, integers.getOrDefault(at, integer), at);
                integers.put(at, integer);
              } else {
                assertTrue(one.getValue().isTextual(), at);
              }
            });
  }

  private static JsonNode document(String pair) throws IOException {
    String[] lines = pair.split("\n", -1);
    assertEquals(2, lines.length, pair);
    JsonNode action = JSON.readTree(lines[0]);
    assertEquals(1, action.size());
    assertTrue(action.at("/create/_index").isTextual());
    JsonNode document = JSON.readTree(lines[1]);
    assertTrue(Instant.parse(document.get("@timestamp").asText()).toEpochMilli() >= 0);
    document
        .path("tags")
        .fieldNames()
        .forEachRemaining(key -> assertFalse(key.contains("."), "an object for each part: " + key));
    return document;
  }

  @Test
  void documents_ofAnySnapshot_haveOneTypeForEachField() throws IOException {
    ElasticsearchFormat format = ElasticsearchFormat.of(time -> "m", "", Fields.all());
    Map<String, Boolean> integers = new HashMap<>();
    for (int page = 0; page < 10; page++) {
      List<String> pairs = new ArrayList<>();
      format.write(
          Fuzz.snapshot(IntStream.range(300 * page, 300 * page + 300).boxed().toList()),
          Snapshot.of(0, List.of()),
          pairs::add);
      for (String pair : pairs) {
        types("", document(pair), integers);
      }
    }
    assertTrue(integers.getOrDefault(".counter.value", false));
    assertFalse(integers.getOrDefault(".gauge.value", true));
  }

  @Test
  void report_asksForTheFailedDocumentsAlone_andNamesTheDay() throws IOException {
    HttpServer server = server("{\"errors\":false}");
    try (ElasticsearchReporter reporter = reporter(server)) {
      reporter.report(Snapshot.of(1_767_323_045_006L, Samples.everything().series()));
      assertTrue(paths.get(0).startsWith("/_bulk?filter_path=errors,"), paths.get(0));
      assertTrue(bodies.get(0).endsWith("}\n"), "the last line ends too");
      String first = bodies.get(0).lines().limit(2).reduce((a, b) -> a + "\n" + b).orElseThrow();
      assertTrue(first.contains("\"metrics-2026.01.02\""), first);
      assertEquals("2026-01-02T03:04:05.006Z", document(first).get("@timestamp").asText());
      assertEquals(1, reporter.dropped(), "what is infinite");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void successThatIsNone_isCounted() throws IOException {
    Registry registry = Registry.create();
    registry.counter("a").increment();
    registry.counter("b", Tags.of("k.l", "v")).increment();
    String failed = "{\"error\":{\"type\":\"mapper_parsing_exception\",\"reason\":\"no\"}}";
    HttpServer server = server("{\"errors\":true,\"items\":[{\"create\":" + failed + "}]}");
    try (ElasticsearchReporter reporter = reporter(server)) {
      reporter.report(registry.snapshot());
      assertEquals(2, reporter.dropped(), "the two lines of a document");
      assertTrue(bodies.get(0).contains("\"tags\":{\"k_l\":\"v\"}"), bodies.get(0));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void index_thatIsNone_isRefused() {
    ElasticsearchReporterBuilder builder =
        ElasticsearchReporter.builder(URI.create("http://127.0.0.1:1"));
    for (String wrong : List.of("", "Metrics", "m-{nonsense}", "M-{yyyy}")) {
      assertThrows(IllegalArgumentException.class, () -> builder.index(wrong), wrong);
    }
  }
}
