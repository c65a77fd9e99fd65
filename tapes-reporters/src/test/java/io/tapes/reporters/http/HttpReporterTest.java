package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.Registry;
import io.tapes.SnapshotSource;
import io.tapes.Tags;
import io.tapes.Tapes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpReporterTest {
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

  private final Registry registry = Registry.create();
  private final AtomicInteger snapshots = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpReporter server = HttpReporter.builder(counting()).port(0).build().start();

  private SnapshotSource counting() {
    return new SnapshotSource() {
      @Override
      public io.tapes.Snapshot snapshot() {
        snapshots.incrementAndGet();
        return registry.snapshot();
      }

      @Override
      public Optional<Registry> selfMetrics() {
        return Optional.of(registry);
      }
    };
  }

  @AfterEach
  void close() {
    server.close();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    return send("GET", path, headers);
  }

  private HttpResponse<String> send(String method, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at(path)).method(method, HttpRequest.BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void withoutASource_itIsTheGlobalRegistry() throws Exception {
    Tapes.counter("http.reporter.test").increment(3);
    try (HttpReporter global = HttpReporter.builder().port(0).build().start()) {
      URI stats = URI.create("http://127.0.0.1:" + global.port() + "/stats/http/reporter/test");
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(stats).build(), BodyHandlers.ofString());
      assertEquals("{\"value\":3}", answer.body().strip());
    }
  }

  @Test
  void root_forBrowsers_isTheDashboard() throws Exception {
    HttpResponse<String> page = get("/", "Accept", BROWSER);
    assertEquals("text/html; charset=utf-8", page.headers().firstValue("content-type").get());
    assertTrue(page.body().startsWith("<!doctype html>"));
    assertTrue(
        page.headers().firstValue("content-security-policy").get().contains("default-src 'none'"));
    assertFalse(page.body().contains("http://www.w3.org/1999"), "nothing is fetched elsewhere");
    assertEquals(0, snapshots.get());
  }

  @Test
  void anyGet_forEverythingElse_isTheJson() throws Exception {
    registry.counter("a.b").increment(5);
    for (String path : List.of("/", "/stats", "/stats/", "/stats?x=1", "/anything/else")) {
      HttpResponse<String> response = get(path);
      assertEquals(200, response.statusCode(), path);
      assertEquals("{\"a\":{\"b\":{\"value\":5}}}\n", response.body(), path);
      assertEquals(
          "application/json; charset=utf-8", response.headers().firstValue("content-type").get());
    }
    assertEquals(5, snapshots.get());
  }

  @Test
  void stats_path_selectsAPart() throws Exception {
    registry.counter("a.b", Tags.of("p", "x/y z", "q", "1")).increment(7);
    assertEquals("7\n", get("/stats/a/b/%7Bp=x%2Fy%20z,q=1%7D/value").body());
    assertEquals("{\"value\":7}\n", get("/stats/a.b/%7Bp=x%2Fy%20z,q=1%7D").body());
    assertEquals("{\"{p=x/y z,q=1}\":{\"value\":7}}\n", get("/stats/a/b/").body());
    HttpResponse<String> none = get("/stats/a/c");
    assertEquals(404, none.statusCode());
    assertEquals(
        "{\"error\":\"there is nothing at 'a.c'; /stats shows all there is\"}\n", none.body());
  }

  @Test
  void metadata_isWhatIsSaidOfEachMetric() throws Exception {
    registry
        .metric("payload")
        .unit("bytes")
        .description("Size of \"requests\"")
        .bounds(0.5, 100)
        .histogram()
        .record(1);
    registry.metric("depth").aggregation(Aggregation.MAX).gauge().set(1);
    HttpResponse<String> answer = get("/metadata");
    assertEquals(
        "application/json; charset=utf-8",
        answer.headers().firstValue("content-type").orElseThrow());
    assertTrue(
        answer
            .body()
            .contains(
                "{\"name\":\"payload\",\"kind\":\"histogram\",\"unit\":\"bytes\","
                    + "\"description\":\"Size of \\\"requests\\\"\",\"bounds\":[0.5,100.0]}"),
        answer.body());
    assertTrue(
        answer.body().contains("{\"name\":\"depth\",\"kind\":\"gauge\",\"aggregation\":\"max\"}"),
        answer.body());
  }

  @Test
  void metrics_areNegotiated() throws Exception {
    registry.counter("a").increment();
    String open = "application/openmetrics-text;version=1.0.0";
    assertTrue(get("/metrics").body().endsWith("a_total 1\n"));
    assertTrue(get("/metrics", "Accept", "application/json").body().endsWith("a_total 1\n"));
    assertTrue(get("/metrics", "Accept", open).body().endsWith("# EOF\n"));
    assertTrue(get("/metrics", "Accept", open + ";q=0.5,text/plain;q=0.4").body().contains("EOF"));
    assertFalse(get("/metrics", "Accept", open + ";q=0.4,text/plain;q=0.5").body().contains("EOF"));
    assertFalse(get("/metrics", "Accept", open + ";q=0,*/*").body().contains("EOF"));
    assertEquals(
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
        get("/metrics", "Accept", open).headers().firstValue("content-type").get());
    assertEquals(7, snapshots.get());
  }

  @Test
  void metrics_thatClash_areCountedAndTheRestIsServed() throws Exception {
    registry.counter("a.b").increment();
    registry.counter("a_b").increment();
    assertTrue(get("/metrics").body().contains("a_b_total 1\n"));
    assertEquals(
        1, registry.snapshot().number("tapes.reporter.leftout.{reporter=HttpReporter}.value"));
  }

  @Test
  void health_takesNoSnapshot() throws Exception {
    assertEquals("{\"status\":\"up\"}\n", get("/health").body());
    assertEquals(0, snapshots.get());
  }

  @Test
  void answer_whenGzipIsTaken_isCompressed() throws Exception {
    registry.counter("a").increment();
    HttpRequest request =
        HttpRequest.newBuilder(at("/stats")).header("Accept-Encoding", "gzip").build();
    HttpResponse<byte[]> zipped = client.send(request, BodyHandlers.ofByteArray());
    assertEquals("gzip", zipped.headers().firstValue("content-encoding").get());
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes();
    assertArrayEquals("{\"a\":{\"value\":1}}\n".getBytes(StandardCharsets.UTF_8), plain);
  }

  @Test
  void head_hasTheHeadersOfAGet() throws Exception {
    registry.counter("a").increment();
    HttpResponse<String> head = send("HEAD", "/stats");
    assertEquals("", head.body());
    assertEquals(
        get("/stats").headers().firstValue("content-length"),
        head.headers().firstValue("content-length"));
  }

  @Test
  void otherMethods_areToldWhatIsAllowed() throws Exception {
    HttpResponse<String> options = send("OPTIONS", "/stats");
    assertEquals(204, options.statusCode());
    assertEquals("GET, HEAD, OPTIONS", options.headers().firstValue("allow").get());
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "BREW")) {
      HttpResponse<String> refused = send(method, "/stats");
      assertEquals(405, refused.statusCode(), method);
      assertEquals("GET, HEAD, OPTIONS", refused.headers().firstValue("allow").get());
    }
    assertEquals(0, snapshots.get());
  }

  @Test
  void failingSource_is500AndCounted() throws Exception {
    SnapshotSource failing =
        new SnapshotSource() {
          @Override
          public io.tapes.Snapshot snapshot() {
            throw new StackOverflowError("deep");
          }

          @Override
          public Optional<Registry> selfMetrics() {
            return Optional.of(registry);
          }
        };
    try (HttpReporter broken = HttpReporter.builder(failing).port(0).build().start()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(broken.uri().resolve("/stats")).build(),
              BodyHandlers.ofString());
      assertEquals(500, response.statusCode());
      assertTrue(response.body().startsWith("{\"error\":\"no snapshot could be taken: "));
    }
    assertEquals(
        1, registry.snapshot().number("tapes.reporter.errors.{reporter=HttpReporter}.value"));
  }

  @Test
  void slowSource_holdsUpOnlyThoseWhoAskForData() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    SnapshotSource slow =
        () -> {
          asked.countDown();
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return registry.snapshot();
        };
    try (HttpReporter server = HttpReporter.builder(slow).port(0).build().start()) {
      CompletableFuture<HttpResponse<String>> stats =
          client.sendAsync(
              HttpRequest.newBuilder(server.uri().resolve("/stats")).build(),
              BodyHandlers.ofString());
      asked.await();
      HttpResponse<String> health =
          client.send(
              HttpRequest.newBuilder(server.uri().resolve("/health")).build(),
              BodyHandlers.ofString());
      assertEquals(200, health.statusCode());
      assertFalse(stats.isDone());
      go.countDown();
      assertEquals("{}\n", stats.join().body());
    }
  }

  @Test
  void fiftyClientsAtOnce_allGetAnswers() {
    registry.counter("a").increment();
    List<CompletableFuture<Integer>> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      clients.add(inTurn(i % 2 == 0 ? "/stats" : "/metrics", 10));
    }
    for (CompletableFuture<Integer> one : clients) {
      assertEquals(10, one.join());
    }
    assertTrue(snapshots.get() <= 500, "one for each request, or for several that wait together");
  }

  /** Sends requests one after the other; how many were answered well. */
  private CompletableFuture<Integer> inTurn(String path, int requests) {
    CompletableFuture<Integer> answered = CompletableFuture.completedFuture(0);
    HttpRequest request = HttpRequest.newBuilder(at(path)).build();
    for (int i = 0; i < requests; i++) {
      answered =
          answered.thenCompose(
              before ->
                  client
                      .sendAsync(request, BodyHandlers.ofString())
                      .thenApply(answer -> before + (answer.statusCode() == 200 ? 1 : 0)));
    }
    return answered;
  }

  @Test
  void start_portInUse_saysWhichAndWhatToDo() {
    HttpReporter second = HttpReporter.builder(registry).port(server.port()).build();
    UncheckedIOException e = assertThrows(UncheckedIOException.class, second::start);
    IOException cause = e.getCause();
    assertTrue(
        cause.getMessage().startsWith("cannot listen on 127.0.0.1:" + server.port() + " ("),
        cause.getMessage());
    assertTrue(cause.getMessage().contains("or use another address or port"), cause.getMessage());
    second.close();
  }

  @Test
  void start_hostThatDoesNotExist_isRefused() {
    HttpReporter nowhere =
        HttpReporter.builder(registry).host("no-such-host.invalid").port(0).build();
    UncheckedIOException e = assertThrows(UncheckedIOException.class, nowhere::start);
    assertTrue(e.getMessage().contains("the host name has no address"), e.getMessage());
  }

  @Test
  void start_twiceOrAfterClose_isRefused() {
    assertThrows(IllegalStateException.class, server::start);
    server.close();
    server.close();
    assertThrows(IllegalStateException.class, server::start);
    assertThrows(IllegalStateException.class, () -> HttpReporter.builder(registry).build().port());
  }

  @Test
  void builder_badSettings_areRefused() {
    HttpReporterBuilder builder = HttpReporter.builder(registry);
    assertThrows(IllegalArgumentException.class, () -> builder.port(-1));
    assertThrows(IllegalArgumentException.class, () -> builder.port(65536));
    assertThrows(IllegalArgumentException.class, () -> builder.maxConnections(0));
    assertThrows(IllegalArgumentException.class, () -> builder.timeout(java.time.Duration.ZERO));
  }
}
