package io.tapes.reporters.prometheus.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.RealServer;
import io.tapes.reporters.http.HttpReporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrapeSourceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpServer server;
  private volatile int status = 200;
  private volatile String type = "text/plain; version=0.0.4";
  private volatile byte[] page = {};
  private volatile String encoding = "";

  ScrapeSourceTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() {
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.getResponseHeaders().set("Location", "/again");
          if (!encoding.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Encoding", encoding);
          }
          exchange.sendResponseHeaders(status, page.length == 0 ? -1 : page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ScrapeSourceBuilder source() {
    return source(server.getAddress().getPort());
  }

  private static ScrapeSourceBuilder source(int port) {
    return ScrapeSource.builder(URI.create("http://127.0.0.1:" + port + "/metrics"))
        .interval(Duration.ZERO)
        .transport(http -> http.timeout(PATIENCE));
  }

  private void show(String text) {
    page = text.getBytes(StandardCharsets.UTF_8);
  }

  private static Snapshot collected(ScrapeSource source) {
    List<Series> all = new ArrayList<>();
    source.collect(all::add);
    return Snapshot.of(0, all);
  }

  private static String failure(ScrapeSource source) {
    return String.valueOf(
        assertThrows(UncheckedIOException.class, () -> source.collect(series -> {})).getMessage());
  }

  @Test
  void whatAnotherRegistryShows_isShownHere() throws Exception {
    Registry other = Registry.create();
    other.counter("jobs.done", Tags.of("kind", "a\"b\\\n")).increment(7);
    other.timer("work").record(Duration.ofMillis(3));
    Registry registry = Registry.builder().sourceTimeout(PATIENCE).build();
    try (HttpReporter http = HttpReporter.builder(other).port(0).build().start()) {
      registry.scope("other").register(source(http.port()).build());
      Snapshot now = registry.snapshot();
      assertEquals(
          1, now.series().stream().filter(one -> one.name().endsWith("scrape.up")).count());
      Series jobs =
          now.series().stream()
              .filter(one -> one.name().equals("other.jobs_done_total"))
              .findFirst()
              .orElseThrow();
      assertEquals(7, jobs.value().asSum().toDouble());
      assertEquals(Tags.of("kind", "a\"b\\\n"), jobs.tags());
      assertEquals(1, now.number("other.work_seconds.count"));
    }
  }

  @Test
  void aRestartedProgram_goesOnCounting() {
    ScrapeSource source = source().build();
    show("# TYPE a_total counter\na_total 5\n# TYPE g gauge\ng 5\n");
    assertEquals(5, collected(source).number("a_total.value"));
    show("# TYPE a_total counter\na_total 2\n# TYPE g gauge\ng 2\n");
    assertEquals(7, collected(source).number("a_total.value"));
    show("# TYPE a_total counter\na_total 3\n# TYPE g gauge\ng 3\n");
    assertEquals(8, collected(source).number("a_total.value"));
    assertEquals(3, collected(source).number("g.value"));
    type = "application/openmetrics-text";
    show("# TYPE a counter\na_total 9\na_created 10\n# EOF\n");
    assertEquals(14, collected(source).number("a_total.value"));
    show("# TYPE a counter\na_total 9\na_created 20\n# EOF\n"); // the same count, begun anew
    assertEquals(23, collected(source).number("a_total.value"));
  }

  @Test
  void aRestartedHistogram_keepsItsBuckets() {
    ScrapeSource source = source().build();
    String head = "# TYPE a histogram\n";
    show(head + "a_bucket{le=\"1\"} 3\na_bucket{le=\"+Inf\"} 4\na_sum 8\na_count 4\n");
    assertEquals(4, collected(source).number("a.count"));
    show(head + "a_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 1\na_sum 0.5\na_count 1\n");
    Series sum = collected(source).series().get(0);
    assertEquals(5, sum.value().asDistribution().total().count());
    assertEquals(8.5, sum.value().asDistribution().sum());
  }

  @Test
  void aPageThatIsMissing_leavesCountsAsTheyWere_andTakesGaugesAway() {
    ScrapeSource source = source().build();
    show("# TYPE a counter\na 5\n# TYPE g gauge\ng 5\n");
    collected(source);
    status = 503;
    List<Series> given = new ArrayList<>();
    assertThrows(UncheckedIOException.class, () -> source.collect(given::add));
    Snapshot then = Snapshot.of(0, given);
    assertEquals(5, then.number("a.value"));
    assertTrue(then.at("g").isEmpty());
    assertEquals(0, then.series().get(1).value().asLevel().value()); // scrape.up
    status = 200;
    assertEquals(5, collected(source).number("a.value"));
  }

  @Test
  void halfAPage_countsNotAtAll() {
    ScrapeSource source = source().build();
    show("a 1\nb x\n");
    List<Series> given = new ArrayList<>();
    assertThrows(UncheckedIOException.class, () -> source.collect(given::add));
    assertEquals(List.of("scrape.up"), given.stream().map(Series::name).toList());
    assertTrue(failure(source).contains("line 2"), failure(source));
  }

  @Test
  void redirectionsWithoutEnd_areNotFollowed() {
    status = 302;
    assertTrue(failure(source().build()).contains("302"));
  }

  @Test
  void whatIsNoPageOfMetrics_isRefused() {
    type = "text/html";
    show("<html>");
    assertTrue(failure(source().build()).contains("text/html"));
    type = "";
    show("{\"status\":\"error\"}\n");
    assertTrue(failure(source().build()).contains("line 1"));
  }

  @Test
  void aPageBeyondTheLimit_isRefused_howeverSmallItWasSent() throws IOException {
    show("a 1\nbb 1\n");
    assertTrue(failure(source().maxBytes(5).build()).contains("more than 5 bytes"));
    assertTrue(failure(source().maxSeries(1).build()).contains("more than 1 series"));
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      byte[] comment = "# nothing\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 1_000; i++) {
        gzip.write(comment);
      }
    }
    page = bomb.toByteArray();
    encoding = "gzip";
    assertTrue(page.length < 100_000, "it is no bomb");
    assertTrue(failure(source().maxBytes(100_000).build()).contains("longer than 1600000 bytes"));
    encoding = "br";
    assertTrue(failure(source().build()).contains("only gzip"));
  }

  @Test
  void anAnswerWithoutEnd_isBrokenOff() {
    server.removeContext("/");
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(200, 0);
          byte[] line = "# nothing\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
          while (true) { // until the client has gone
            exchange.getResponseBody().write(line);
          }
        });
    assertTrue(failure(source().maxBytes(1 << 20).build()).contains("more than 1048576 bytes"));
  }

  @Test
  void aServerThatDripsBytes_isGivenUp() throws Exception {
    try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ScrapeSource source =
          source(slow.getLocalPort())
              .transport(http -> http.timeout(Duration.ofMillis(200)))
              .build();
      assertTrue(failure(source).contains("GET"), "it takes connections and says nothing");
    }
  }

  /** A real exporter, whose page has most of what there is. */
  @Test
  void theNodeExportersPage_isTakenWhole(@TempDir Path folder) throws Exception {
    int port = RealServer.freePorts(1)[0];
    String address = "http://127.0.0.1:" + port + "/metrics";
    try (RealServer exporter =
        RealServer.start(
            "prometheus-node-exporter",
            "apt install prometheus-node-exporter",
            folder,
            "--web.listen-address=127.0.0.1:" + port)) {
      exporter.await(() -> RealServer.answers(address));
      Snapshot now = collected(source(port).build());
      assertTrue(now.number("node_time_seconds.value") > 1e9);
      assertTrue(now.number("go_gc_duration_seconds.count") >= 0);
      assertTrue(now.number("process_cpu_seconds_total.value") >= 0);
      assertTrue(now.series().size() > 100);
    }
  }
}
