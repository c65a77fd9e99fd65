package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.Timer;
import io.tapes.reporters.RealServer;
import io.tapes.reporters.prometheus.Exposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  /** What it asks for, and gets. */
  enum Wire {
    TEXT,
    OPEN_METRICS,
    NATIVE
  }

  /** Any server, with the text format that all versions understand. */
  private HttpServer textOnly() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          ByteArrayOutputStream page = new ByteArrayOutputStream();
          String type = Exposition.write(registry.snapshot(), "text/plain;version=0.0.4", page);
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(200, page.size());
          page.writeTo(exchange.getResponseBody());
          exchange.close();
        });
    server.start();
    return server;
  }

  @ParameterizedTest
  @EnumSource(Wire.class)
  void scrape_isHealthyAndExact(Wire wire, @TempDir Path folder) throws Exception {
    record();
    HttpServer text = textOnly();
    try (HttpReporter http = HttpReporter.builder(registry).port(0).build().start()) {
      int port = RealServer.freePorts(1)[0];
      int target = wire == Wire.TEXT ? text.getAddress().getPort() : http.port();
      try (RealServer server = prometheus(folder, port, target, wire == Wire.NATIVE)) {
        server.await(() -> RealServer.answers("http://127.0.0.1:" + port + "/-/ready"));
        server.await(() -> query(port, "up") == 1 && !Double.isNaN(query(port, "level")));
        assertEquals(42, query(port, "jobs_done_total{kind=\"a\\\"b\\\\c\\nd\"}"));
        assertEquals(-1.5, query(port, "level"));
        if (wire == Wire.NATIVE) {
          assertEquals(N, query(port, "histogram_count(work_seconds)"));
          assertEquals(700, query(port, "histogram_sum(bytes)"));
          checkQuantiles(port);
        } else {
          assertEquals(N, query(port, "work_seconds_count"));
          assertEquals(N, query(port, "work_seconds_bucket{le=\"+Inf\"}"));
          double truth = Arrays.stream(nanos).filter(n -> n <= 5_000_000).count();
          assertEquals(truth, query(port, "work_seconds_bucket{le=\"0.005\"}"), N / 128.0);
          assertEquals(700, query(port, "bytes_sum"));
          checkClassicQuantiles(port);
        }
        assertTrue(!server.log().contains("level=error"), server.log());
      }
    } finally {
      text.stop(0);
    }
  }

  /** Between the same bounds as the truth. */
  private void checkClassicQuantiles(int port) throws Exception {
    double[] bounds = {0, .005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5};
    for (double q : new double[] {0.1, 0.5, 0.9, 0.99, 0.999}) {
      double truth = nanos[(int) Math.ceil(q * N) - 1] / 1e9;
      double seen = query(port, "histogram_quantile(" + q + ", work_seconds_bucket)");
      int bucket = 1;
      while (truth > bounds[bucket]) {
        bucket++;
      }
      assertTrue(
          seen >= bounds[bucket - 1] && seen <= bounds[bucket],
          "quantile " + q + " is " + seen + " instead of " + truth);
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

  /** A service that answers in 48 microseconds, where the usual bounds would begin at 5 ms. */
  @ParameterizedTest
  @EnumSource(
      value = Wire.class,
      names = {"OPEN_METRICS", "NATIVE"})
  void aFastServicesMedian_isRight(Wire wire, @TempDir Path folder) throws Exception {
    double[] bounds = {20e-6, 30e-6, 40e-6, 50e-6, 60e-6, 80e-6, 100e-6, 1e-3};
    Timer fast = registry.metric("fast").bounds(bounds).timer();
    Random random = new Random(7);
    for (int i = 0; i < N; i++) {
      nanos[i] = (long) (48_000 * Math.exp(0.3 * random.nextGaussian()));
      fast.record(nanos[i], TimeUnit.NANOSECONDS);
    }
    Arrays.sort(nanos);
    double median = nanos[N / 2] / 1e9;
    boolean isNative = wire == Wire.NATIVE;
    try (HttpReporter http = HttpReporter.builder(registry).port(0).build().start()) {
      int port = RealServer.freePorts(1)[0];
      try (RealServer server = prometheus(folder, port, http.port(), isNative)) {
        String shown =
            isNative
                ? "histogram_quantile(0.5, fast_seconds)"
                : "histogram_quantile(0.5, fast_seconds_bucket)";
        server.await(() -> RealServer.answers("http://127.0.0.1:" + port + "/-/ready"));
        server.await(() -> !Double.isNaN(query(port, shown)));
        double found = query(port, shown);
        if (isNative) {
          assertEquals(median, found, 0.01 * median);
        } else {
          assertTrue(found > 40e-6 && found <= 50e-6, found + " for " + median);
          assertEquals(
              (double) Arrays.stream(nanos).filter(one -> one <= 50_000).count(),
              query(port, "fast_seconds_bucket{le=\"5e-05\"}"),
              0.01 * N); // one recorded bucket lies on the bound
        }
      }
    }
  }
}
