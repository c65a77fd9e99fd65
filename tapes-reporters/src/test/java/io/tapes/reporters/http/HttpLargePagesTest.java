package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.prometheus.PrometheusFormat;
import io.tapes.testing.Garbage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages that nobody should hold whole. */
class HttpLargePagesTest {
  private static final Snapshot LARGE = timers(51_000);

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpReporter server = HttpReporter.builder(() -> LARGE).port(0).build();

  private static Snapshot timers(int count) {
    Registry registry = Registry.create();
    registry.timer("t").record(Duration.ofMillis(3));
    Series one = registry.snapshot().series().get(0);
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      series.add(one.withId(new SeriesId("service.requests.route" + i, Tags.empty())));
    }
    return Snapshot.of(0, series);
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static byte[] page() throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    PrometheusFormat.text().write(LARGE, page);
    return page.toByteArray();
  }

  private HttpResponse<byte[]> get(String method, String encoding) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri().resolve("/metrics"))
            .header("Accept-Encoding", encoding)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  @Test
  void get_anyWay_bringsTheWholePage() throws Exception {
    byte[] page = page();
    assertTrue(page.length > 50_000_000, "a page of " + page.length + " bytes");
    for (int i = 0; i < 2; i++) { // over the same connection
      assertTrue(Arrays.equals(page, get("GET", "identity").body()));
      HttpResponse<byte[]> gzip = get("GET", "gzip");
      assertEquals("gzip", gzip.headers().firstValue("Content-Encoding").orElse(""));
      InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(gzip.body()));
      assertTrue(Arrays.equals(page, unpacked.readAllBytes()));
      HttpResponse<byte[]> head = get("HEAD", "gzip");
      assertEquals(0, head.body().length);
      assertEquals(gzip.body().length, head.headers().firstValueAsLong("Content-Length").orElse(0));
      assertEquals(0, get("HEAD", "identity").body().length);
    }
    try (Socket old = connect("GET /metrics HTTP/1.0\r\n\r\n")) {
      byte[] answer = old.getInputStream().readAllBytes();
      String head = new String(answer, 0, 1000, StandardCharsets.ISO_8859_1);
      assertTrue(!head.contains("chunked"), head);
      int body = head.indexOf("\r\n\r\n") + 4;
      assertTrue(Arrays.equals(page, Arrays.copyOfRange(answer, body, answer.length)));
    }
  }

  private Socket connect(String request) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(60_000);
    socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private static long usedBytes() throws InterruptedException {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      Garbage.collect();
      Runtime runtime = Runtime.getRuntime();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }

  @Test
  void slowReaders_costLittleMemoryAndNobodyElse() throws Exception {
    get("GET", "identity"); // what is loaded once
    long before = usedBytes();
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        Socket socket =
            connect("GET /metrics HTTP/1.1\r\nHost: localhost\r\nX-Id: " + i + "\r\n\r\n");
        assertTrue(socket.getInputStream().read() >= 0); // its answer is under way
        slow.add(socket);
      }
      long held = usedBytes() - before;
      assertTrue(held < 8L * (4 << 20), "8 readers of 50 MB keep " + held + " bytes");
      assertEquals(200, get("GET", "gzip").statusCode());
      HttpRequest health = HttpRequest.newBuilder(server.uri().resolve("/health")).build();
      assertEquals(200, client.send(health, BodyHandlers.ofString()).statusCode());
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void tooManySlowReaders_endTheOldest() throws Exception {
    server.close();
    Snapshot smaller = timers(8_000);
    server = HttpReporter.builder(() -> smaller).port(0).build().start();
    long length = get("GET", "identity").body().length;
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 34; i++) {
        Socket socket = connect("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertTrue(socket.getInputStream().read() >= 0);
        slow.add(socket);
      }
      assertEquals(200, get("GET", "gzip").statusCode());
      long read = drained(slow.get(0));
      assertTrue(read < length, "the oldest got " + read + " bytes");
      assertTrue(drained(slow.get(33)) > length, "the youngest got the page");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** Reads until the end, or until the page is whole. */
  private static long drained(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    int tail = 0;
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        total += n;
        String end =
            new String(buffer, Math.max(0, n - 5), Math.min(5, n), StandardCharsets.US_ASCII);
        tail = end.endsWith("0\r\n\r\n") ? 1 : 0;
        if (tail == 1) {
          return total;
        }
      }
    } catch (java.net.SocketException e) {
      return total; // reset
    }
    return total;
  }

  @Test
  void requestsThatWaitTogether_neverSeeOldValues() throws Exception {
    Registry registry = Registry.create();
    AtomicLong counted = new AtomicLong();
    try (HttpReporter live = HttpReporter.builder(registry).port(0).build().start()) {
      List<Thread> threads = new ArrayList<>();
      List<String> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
      for (int t = 0; t < 16; t++) {
        Thread thread =
            new Thread(
                () -> {
                  try {
                    for (int i = 0; i < 50; i++) {
                      registry.counter("n").increment();
                      long atLeast = counted.incrementAndGet();
                      HttpRequest request =
                          HttpRequest.newBuilder(live.uri().resolve("/stats/n/value")).build();
                      long seen =
                          Long.parseLong(
                              client.send(request, BodyHandlers.ofString()).body().strip());
                      if (seen < atLeast) {
                        wrong.add(seen + " after " + atLeast);
                      }
                    }
                  } catch (IOException | InterruptedException | RuntimeException e) {
                    wrong.add(e.toString());
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(60));
      }
      assertEquals(List.of(), wrong);
      assertEquals(800, counted.get());
    }
  }
}
