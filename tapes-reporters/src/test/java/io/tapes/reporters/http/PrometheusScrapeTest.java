package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.Timer;
import io.tapes.reporters.RealServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real Prometheus scrapes us, and knows what we know. */
class PrometheusScrapeTest {
  private static final int N = 20_000;

  private final ObjectMapper json = new ObjectMapper();
  private final Registry registry = Registry.create();
  private final long[] nanos = new long[N];

  private void record() {
    Timer timer = registry.timer("work");
    Random random = new Random(11);
    for (int i = 0; i < N; i++) {
      nanos[i] = 1 + (long) Math.exp(14 + 1.5 * random.nextGaussian()); // around a millisecond
      timer.record(nanos[i], TimeUnit.NANOSECONDS);
    }
    Arrays.sort(nanos);
    registry.counter("jobs.done", Tags.of("kind", "a\"b\\c\nd")).increment(42);
    registry.gauge("level").set(-1.5);
    registry.histogram("bytes").record(700);
  }

  private double query(int port, String expression) throws Exception {
    String answer =
        RealServer.get(
            "http://127.0.0.1:"
                + port
                + "/api/v1/query?query="
                + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    JsonNode value = json.readTree(answer).at("/data/result/0/value/1");
    return value.isMissingNode() ? Double.NaN : Double.parseDouble(value.asText());
  }

  private static RealServer prometheus(Path folder, int port, int target, boolean nativeToo)
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
        nativeToo ? "--enable-feature=native-histograms" : "--log.level=info");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void scrape_isHealthyAndExact(boolean nativeToo, @TempDir Path folder) throws Exception {
    record();
    try (HttpReporter http = HttpReporter.builder(registry).port(0).build().start()) {
      int port = RealServer.freePorts(1)[0];
      try (RealServer server = prometheus(folder, port, http.port(), nativeToo)) {
        server.await(() -> RealServer.answers("http://127.0.0.1:" + port + "/-/ready"));
        server.await(() -> query(port, "up") == 1 && !Double.isNaN(query(port, "level")));
        assertEquals(42, query(port, "jobs_done_total{kind=\"a\\\"b\\\\c\\nd\"}"));
        assertEquals(-1.5, query(port, "level"));
        if (nativeToo) {
          assertEquals(N, query(port, "histogram_count(work_seconds)"));
          assertEquals(700, query(port, "histogram_sum(bytes)"));
          checkQuantiles(port);
        } else {
          assertEquals(N, query(port, "work_seconds_count"));
          assertEquals(N, query(port, "work_seconds_bucket{le=\"+Inf\"}"));
          double truth = Arrays.stream(nanos).filter(n -> n <= 5_000_000).count();
          assertEquals(truth, query(port, "work_seconds_bucket{le=\"0.005\"}"), N / 128.0);
          assertEquals(700, query(port, "bytes_sum"));
        }
        assertTrue(!server.log().contains("level=error"), server.log());
      }
    }
  }

  /** A native bucket of schema 3 is 2^(1/8) wide: within one of the truth. */
  private void checkQuantiles(int port) throws Exception {
    double width = Math.pow(2, 1 / 8.0);
    for (double q : new double[] {0.1, 0.5, 0.9, 0.99, 0.999}) {
      double truth = nanos[(int) Math.ceil(q * N) - 1] / 1e9;
      double seen = query(port, "histogram_quantile(" + q + ", work_seconds)");
      assertTrue(
          seen <= truth * width && seen >= truth / width,
          "quantile " + q + " is " + seen + " instead of " + truth);
    }
  }
}
