package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.Exemplar;
import io.tapes.Registry;
import io.tapes.reporters.RealServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real Prometheus scrapes exemplars, and finds them again. */
class PrometheusExemplarScrapeTest {
  private final ObjectMapper json = new ObjectMapper();

  /** The values by their traces, as the server knows them. */
  private Map<String, Double> exemplars(int port, String metric) throws Exception {
    String answer =
        RealServer.get(
            "http://127.0.0.1:"
                + port
                + "/api/v1/query_exemplars?query="
                + URLEncoder.encode(metric, StandardCharsets.UTF_8)
                + "&start=0&end=9999999999");
    Map<String, Double> values = new TreeMap<>();
    for (JsonNode series : json.readTree(answer).at("/data")) {
      for (JsonNode one : series.at("/exemplars")) {
        values.put(one.at("/labels/trace_id").asText(), one.at("/value").asDouble());
      }
    }
    return values;
  }

  private static RealServer prometheus(Path folder, int port, int target, String features)
      throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 250ms, scrape_timeout: 250ms}
            scrape_configs:
            - job_name: tapes
              static_configs: [{targets: ['127.0.0.1:%d']}]
            """
                .formatted(target));
    return RealServer.start(
        "prometheus",
        "apt install prometheus",
        folder,
        "--config.file=" + config,
        "--storage.tsdb.path=" + folder.resolve("data"),
        "--web.listen-address=127.0.0.1:" + port,
        "--scrape.discovery-reload-interval=100ms",
        "--enable-feature=" + features);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exemplar-storage", "exemplar-storage,native-histograms"})
  void scrape_bringsThemIntoItsStorage(String features, @TempDir Path folder) throws Exception {
    Registry registry = Registry.create();
    registry.counter("jobs").increment(3, Exemplar.of("trace_id", "counted"));
    registry.timer("work").record(Duration.ofMillis(40), Exemplar.of("trace_id", "fast"));
    registry.timer("work").record(Duration.ofSeconds(20), Exemplar.of("trace_id", "slow"));
    try (HttpReporter http = HttpReporter.builder(registry).port(0).build().start()) {
      int port = RealServer.freePorts(1)[0];
      try (RealServer server = prometheus(folder, port, http.port(), features)) {
        server.await(() -> RealServer.answers("http://127.0.0.1:" + port + "/-/ready"));
        server.await(() -> !exemplars(port, "jobs_total").isEmpty());
        assertEquals(3, exemplars(port, "jobs_total").get("counted"));
        boolean natively = features.contains("native");
        String work = natively ? "work_seconds" : "work_seconds_bucket";
        server.await(() -> exemplars(port, work).containsKey("fast"));
        assertEquals(0.04, exemplars(port, work).get("fast"));
        if (!natively) { // before 2.51 it takes the first exemplar of a native histogram only
          server.await(() -> exemplars(port, work).containsKey("slow"));
          assertEquals(20, exemplars(port, work).get("slow"));
        }
        assertTrue(!server.log().contains("level=error"), server.log());
      }
    }
  }
}
