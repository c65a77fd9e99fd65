package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What arrives at an open port, byte by byte. */
class HttpHostileClientsTest {
  private final Registry registry = Registry.create();
  private HttpReporter server = HttpReporter.builder(registry).port(0).build().start();

  @AfterEach
  void close() {
    server.close();
  }

  private void restart(HttpReporterBuilder builder) {
    server.close();
    server = builder.port(0).build().start();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(60_000); // a test that fails instead of hanging
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** All that the server says until it closes. */
  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private String answerTo(String bytes) throws IOException {
    try (Socket socket = connect()) {
      send(socket, bytes);
      return rest(socket);
    }
  }

  private void assertStillUp() throws IOException {
    String answer =
        answerTo("GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
  }

  @Test
  void garbage_isABadRequest() throws IOException {
    for (String garbage :
        List.of(
            "GARBAGE\r\n\r\n",
            "\0\1\2\3\r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\0 here\r\n\r\n",
            "GET /% HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n")) {
      String answer = answerTo(garbage);
      assertTrue(answer.startsWith("HTTP/1.1 400 Bad Request\r\n"), garbage + " -> " + answer);
      assertTrue(answer.contains("{\"error\":\""), answer);
    }
    assertStillUp();
  }

  @Test
  void randomBytes_neverEndTheServer() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      byte[] bytes = new byte[random.nextInt(4000)];
      random.nextBytes(bytes);
      try (Socket socket = connect()) {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        rest(socket);
      } catch (SocketException reset) {
        // as good an answer as any
      }
    }
    assertStillUp();
  }

  @Test
  void tooLongRequests_areRefusedWithTheirReason() throws IOException {
    String line = answerTo("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\n\r\n");
    assertTrue(line.startsWith("HTTP/1.1 414 "), line);
    String headers = answerTo("GET / HTTP/1.1\r\n" + "X-Long: yes\r\n".repeat(10_000) + "\r\n");
    assertTrue(headers.startsWith("HTTP/1.1 431 "), headers);
    String body = answerTo("POST / HTTP/1.1\r\nContent-Length: 1000000000\r\n\r\n");
    assertTrue(body.startsWith("HTTP/1.1 413 "), body);
    String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
    String chunks =
        answerTo("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(9));
    assertTrue(chunks.startsWith("HTTP/1.1 413 "), chunks);
    assertStillUp();
  }

  @Test
  void pipelinedRequests_areAnsweredInOrder() throws IOException {
    registry.counter("a").increment();
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      requests.append(
          "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\nGET /stats/a/value HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    requests.append("GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    List<String> bodies = new ArrayList<>();
    for (String part : answerTo(requests.toString()).split("\r\n", -1)) {
      if (part.contains("HTTP/1.1 200 OK") && !part.startsWith("HTTP")) {
        bodies.add(part.substring(0, part.indexOf('\n')));
      } else if (part.startsWith("{")) {
        bodies.add(part.strip());
      }
    }
    assertEquals(101, bodies.size());
    for (int i = 0; i < 100; i++) {
      assertEquals(i % 2 == 0 ? "{\"status\":\"up\"}" : "1", bodies.get(i));
    }
  }

  @Test
  void requestAfterRequest_onOneConnection_isAnswered() throws IOException {
    try (Socket socket = connect()) {
      for (String method : List.of("GET", "OPTIONS", "POST", "HEAD", "GET")) {
        send(
            socket, method + " /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nab");
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
          head.append((char) socket.getInputStream().read());
        }
        assertTrue(head.toString().startsWith("HTTP/1.1 "), head.toString());
        boolean body = !method.equals("HEAD") && !method.equals("OPTIONS");
        if (body) {
          readLine(socket);
        }
      }
    }
  }

  private static void readLine(Socket socket) throws IOException {
    int c = socket.getInputStream().read();
    while (c >= 0 && c != '\n') {
      c = socket.getInputStream().read();
    }
  }

  @Test
  void requestInPieces_isAnswered() throws IOException {
    String request = "GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(10_000) + "\r\n";
    try (Socket socket = connect()) {
      socket.setTcpNoDelay(true);
      for (int i = 0; i < request.length(); i += 999) {
        send(socket, request.substring(i, Math.min(request.length(), i + 999)));
      }
      send(socket, "Connection: close\r\n\r\n");
      assertTrue(rest(socket).startsWith("HTTP/1.1 200 OK\r\n"));
    }
  }

  @Test
  void expectContinue_isAnsweredWithoutTheBody() throws IOException {
    String answer =
        answerTo(
            "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 405 "), answer);
  }

  @Test
  void http10_closesAfterTheAnswer() throws IOException {
    String answer = answerTo("GET /health HTTP/1.0\r\n\r\n");
    assertTrue(answer.endsWith("{\"status\":\"up\"}\n"), answer);
  }

  @Test
  void halfARequest_isClosedAtTheDeadlineHoweverManyBytesDrip() throws IOException {
    restart(HttpReporter.builder(registry).timeout(Duration.ofMillis(200)));
    try (Socket socket = connect()) {
      send(socket, "GET /stats HTTP/1.1\r\nHost: localhost\r\nX: ");
      InputStream in = socket.getInputStream();
      boolean closed = false;
      while (!closed) {
        try {
          send(socket, "y");
          closed = in.available() == 0 && hasEnded(socket);
        } catch (SocketException e) {
          closed = true;
        }
      }
    }
    assertStillUp();
  }

  /** Whether the server closed its side; waits a moment for news. */
  private static boolean hasEnded(Socket socket) throws IOException {
    socket.setSoTimeout(10);
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    }
  }

  @Test
  void silentConnection_isClosedAtTheDeadline() throws IOException {
    restart(HttpReporter.builder(registry).timeout(Duration.ofMillis(100)));
    try (Socket socket = connect()) {
      assertEquals("", rest(socket));
    }
  }

  @Test
  void hangingSource_is503AtTheDeadline_andCounted() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    SnapshotSource hangs =
        new SnapshotSource() {
          @Override
          public Snapshot snapshot() {
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return registry.snapshot();
          }

          @Override
          public Optional<Registry> selfMetrics() {
            return Optional.of(registry);
          }
        };
    restart(HttpReporter.builder(hangs).timeout(Duration.ofMillis(200)));
    for (int i = 0; i < 8; i++) { // more than there are workers
      String answer = answerTo("GET /stats HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
    }
    assertStillUp();
    never.countDown();
    assertEquals(
        8, registry.snapshot().number("tapes.reporter.errors.{reporter=HttpReporter}.value"));
  }

  @Test
  void reader_thatNeverReads_isClosedAtTheDeadline() throws IOException {
    for (int i = 0; i < 2000; i++) {
      registry.histogram("some.long.name.of.a.histogram.number." + i).record(i);
    }
    restart(HttpReporter.builder(registry).timeout(Duration.ofMillis(500)));
    try (Socket socket = connect()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 100; i++) {
        requests.append("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
      }
      send(socket, requests.toString());
      // The answers fill all buffers; once the server gives up, writing to it fails.
      boolean closed = false;
      while (!closed) {
        try {
          socket.sendUrgentData(0);
          Thread.onSpinWait();
        } catch (IOException e) {
          closed = true;
        }
      }
    }
    assertStillUp();
  }

  @Test
  void reader_thatDrips_isClosed() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      registry.counter("some.long.name.of.a.counter.that.fills.the.buffers." + i).increment();
    }
    restart(HttpReporter.builder(registry).timeout(Duration.ofMillis(500)));
    Socket socket = new Socket();
    try (socket) {
      socket.setReceiveBufferSize(8 << 10);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      send(socket, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
      // 10 kB a second at most. Once the server gives up, writing to it fails.
      boolean closed = false;
      while (!closed) {
        try {
          closed = socket.getInputStream().readNBytes(100).length == 0;
          LockSupport.parkNanos(10_000_000);
          socket.sendUrgentData(0);
        } catch (IOException e) {
          closed = true;
        }
      }
    }
    assertStillUp();
  }

  @Test
  void connectionsOverTheLimit_areClosedAndTheOthersServed() throws IOException {
    restart(HttpReporter.builder(registry).maxConnections(2));
    try (Socket first = connect();
        Socket second = connect()) {
      for (Socket socket : List.of(first, second)) {
        send(socket, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertEquals('H', socket.getInputStream().read());
      }
      try (Socket third = connect()) {
        assertEquals(-1, readOrReset(third));
      }
      send(first, "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertTrue(rest(first).contains("up"));
    }
  }

  private static int readOrReset(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketException reset) {
      return -1;
    }
  }
}
