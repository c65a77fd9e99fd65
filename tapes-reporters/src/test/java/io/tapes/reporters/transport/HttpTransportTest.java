package io.tapes.reporters.transport;

import static io.tapes.reporters.transport.ScriptedServer.status;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {
  private final ManualClock clock = new ManualClock(1_700_000_000_000L);
  private final List<Long> pauses = new ArrayList<>();

  private static final byte[] BODY = "a=1".getBytes(StandardCharsets.UTF_8);

  private static HttpReply post(HttpTransport http) throws IOException {
    return http.send("POST", "/write?db=t", "text/plain", BODY);
  }

  private static HttpTransport to(ScriptedServer server) {
    return HttpTransport.builder(server.uri()).build();
  }

  private static String failure(HttpTransport http) {
    return String.valueOf(assertThrows(IOException.class, () -> post(http)).getMessage());
  }

  @Test
  void send_taken_returnsTheAnswer() throws IOException {
    try (ScriptedServer server = new ScriptedServer(status(202, "", "thanks"));
        HttpTransport http =
            HttpTransport.builder(server.uri())
                .basicAuth("user", "pä:ss")
                .header("X-Org", "7")
                .build()) {
      HttpReply reply = post(http);
      assertEquals(202, reply.status());
      assertEquals("thanks", reply.text());
      ScriptedServer.Request request = server.requests.get(0);
      assertEquals("POST /write?db=t HTTP/1.1", request.head().get(0));
      assertTrue(request.has("content-type: text/plain"));
      assertTrue(request.has("authorization: Basic dXNlcjpww6Q6c3M="));
      assertTrue(request.has("x-org: 7"));
      assertArrayEquals(BODY, request.body());
    }
  }

  @Test
  void send_gzip_carriesTheSameBody() throws IOException {
    try (ScriptedServer server = new ScriptedServer(status(200, "", ""));
        HttpTransport http = HttpTransport.builder(server.uri()).gzip(true).bearer("t").build()) {
      post(http);
      ScriptedServer.Request request = server.requests.get(0);
      assertTrue(request.has("content-encoding: gzip"));
      assertTrue(request.has("authorization: Bearer t"));
      assertArrayEquals(
          BODY, new GZIPInputStream(new ByteArrayInputStream(request.body())).readAllBytes());
    }
  }

  @Test
  void send_busyOrFaultyServer_triesAgain() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                status(429, "Retry-After: 0\r\n", ""),
                status(503, "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n", ""),
                socket -> {
                  socket.setSoLinger(true, 0); // a reset instead of an answer
                },
                status(500, "Retry-After: 0\r\n", ""),
                status(200, "", ""));
        HttpTransport http = paced(server).build()) {
      assertEquals(200, post(http).status());
      assertEquals(5, server.requests.size());
    }
  }

  @Test
  void send_refused_failsAtOnceWithTheReason() throws IOException {
    try (ScriptedServer server = new ScriptedServer(status(400, "", "{\"error\": \"no db\"}\n"));
        HttpTransport http = to(server)) {
      HttpStatusException e = assertThrows(HttpStatusException.class, () -> post(http));
      assertEquals(400, e.status());
      assertTrue(e.permanent());
      assertEquals(
          "POST " + server.uri() + "/write?db=t was answered 400: {\"error\": \"no db\"}",
          e.getMessage());
      assertEquals(1, server.requests.size());
    }
  }

  @Test
  void send_redirect_isNotFollowed() throws IOException {
    try (ScriptedServer server = new ScriptedServer(status(302, "Location: /x\r\n", ""));
        HttpTransport http = to(server)) {
      assertEquals(302, assertThrows(HttpStatusException.class, () -> post(http)).status());
    }
  }

  /** A transport whose time is moved by its own pauses alone. */
  private HttpTransportBuilder paced(ScriptedServer server) {
    HttpTransportBuilder http = HttpTransport.builder(server.uri());
    http.clock = clock;
    http.sleeper =
        pause -> {
          pauses.add(pause.toMillis());
          clock.advance(pause);
        };
    return http;
  }

  /** As often as wanted the same. */
  private static ScriptedServer always(ScriptedServer.Step step) throws IOException {
    return new ScriptedServer(Collections.nCopies(50, step).toArray(ScriptedServer.Step[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "00", "Wed, 21 Oct 2015 07:28:00 GMT", "-1", "soon", "", "1e9", "0.5"})
  void send_retryAfterOfNoTime_pausesAsWithoutIt(String retryAfter) throws IOException {
    try (ScriptedServer server = always(status(503, "Retry-After: " + retryAfter + "\r\n", ""));
        HttpTransport http = paced(server).giveUpAfter(Duration.ofSeconds(8)).build()) {
      assertThrows(HttpStatusException.class, () -> post(http));
      assertEquals(List.of(250L, 500L, 1000L, 2000L, 4000L), pauses);
      assertEquals(6, server.requests.size());
    }
  }

  @Test
  void send_retryAfterOfSomeSeconds_isWaitedForBesideTheOwnPause() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                status(429, "Retry-After: 3\r\n", ""),
                status(503, "Retry-After: 1\r\n", ""),
                status(503, "Retry-After: 1\r\n", ""),
                status(503, "Retry-After: 1\r\n", ""),
                status(200, "", ""));
        HttpTransport http = paced(server).build()) {
      assertEquals(200, post(http).status());
      assertEquals(List.of(3000L, 1000L, 1000L, 2000L), pauses);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3600",
        "9223372036854775807",
        "99999999999999999999999",
        "Fri, 31 Dec 9999 23:59:59 GMT"
      })
  void send_longRetryAfter_failsAtOnceAndWithoutTrafficForFiveMinutes(String retryAfter)
      throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                status(503, "Retry-After: " + retryAfter + "\r\n", ""), status(200, "", ""));
        HttpTransport http = paced(server).build()) {
      HttpStatusException e = assertThrows(HttpStatusException.class, () -> post(http));
      assertFalse(e.permanent());
      clock.advance(Duration.ofSeconds(299));
      assertTrue(failure(http).contains("asked to wait"));
      assertEquals(1, server.requests.size());
      clock.advance(Duration.ofSeconds(1));
      assertEquals(200, post(http).status());
      assertEquals(List.of(), pauses);
    }
  }

  @Test
  void retryStatuses_others_areNotSentAgain() throws IOException {
    for (int status : new int[] {400, 401, 404, 408, 425, 500, 501, 505, 599}) {
      try (ScriptedServer server = new ScriptedServer(status(status, "", ""));
          HttpTransport http = paced(server).retryStatuses(429, 502, 503, 504).build()) {
        assertEquals(status, assertThrows(HttpStatusException.class, () -> post(http)).status());
        assertEquals(1, server.requests.size());
      }
    }
    for (int status : new int[] {429, 502, 503, 504}) {
      try (ScriptedServer server = new ScriptedServer(status(status, "", ""), status(200, "", ""));
          HttpTransport http = paced(server).retryStatuses(429, 502, 503, 504).build()) {
        assertEquals(200, post(http).status());
      }
    }
  }

  @Test
  void send_userAgent_namesTapesUnlessSet() throws IOException {
    try (ScriptedServer server = new ScriptedServer(status(200, "", ""), status(200, "", ""))) {
      try (HttpTransport http = to(server)) {
        post(http);
      }
      try (HttpTransport http =
          HttpTransport.builder(server.uri()).header("user-agent", "mine").build()) {
        post(http);
      }
      assertTrue(
          server.requests.get(0).head().stream()
              .anyMatch(line -> line.matches("user-agent: Tapes-Java(/\\S+)?")));
      assertTrue(server.requests.get(1).has("user-agent: mine"));
    }
  }

  @Test
  void send_baseWithAQuery_addsItBehindThePathAndShowsItInNoMessage() throws IOException {
    try (ScriptedServer server = new ScriptedServer(status(200, "", ""), status(403, "", ""))) {
      URI base = URI.create(server.uri() + "/in/?key=secret");
      try (HttpTransport http = HttpTransport.builder(base).build()) {
        post(http);
        String message = failure(http);
        assertTrue(message.contains(server.uri() + "/in/write?db=t was answered"), message);
      }
      assertEquals("POST /in/write?db=t&key=secret HTTP/1.1", server.requests.get(0).head().get(0));
    }
  }

  @Test
  void builder_longestDurations_areTaken() throws IOException {
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
    try (ScriptedServer server = new ScriptedServer(status(503, "", ""), status(200, "", ""));
        HttpTransport http =
            paced(server).timeout(longest).connectTimeout(longest).giveUpAfter(longest).build()) {
      assertEquals(200, post(http).status());
    }
  }

  @Test
  void send_silentOrDrippingServer_givesUpAfterTheTimeout() throws IOException {
    CountDownLatch ended = new CountDownLatch(1);
    ScriptedServer.Step dripping =
        socket -> {
          byte[] head =
              "HTTP/1.1 200 X\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.UTF_8);
          socket.getOutputStream().write(head);
          while (!ended.await(5, TimeUnit.MILLISECONDS)) {
            socket.getOutputStream().write('.');
          }
        };
    for (ScriptedServer.Step step : List.of(HttpTransportTest::saysNothing, dripping)) {
      try (ScriptedServer server = new ScriptedServer(step);
          HttpTransport http =
              HttpTransport.builder(server.uri())
                  .timeout(Duration.ofMillis(150))
                  .giveUpAfter(Duration.ofMillis(1))
                  .build()) {
        assertTrue(failure(http).contains("POST " + server.uri()));
      }
    }
    ended.countDown();
  }

  /** Until the client hangs up. */
  private static void saysNothing(Socket socket) throws IOException {
    assertEquals(-1, socket.getInputStream().read());
  }

  @Test
  void send_endlessAnswer_isCutOff() throws IOException {
    ScriptedServer.Step endless =
        socket -> {
          socket.getOutputStream().write("HTTP/1.1 200 X\r\n\r\n".getBytes(StandardCharsets.UTF_8));
          byte[] more = new byte[10_000];
          while (true) {
            socket.getOutputStream().write(more); // until the client hangs up
          }
        };
    try (ScriptedServer server = new ScriptedServer(endless);
        HttpTransport http = to(server)) {
      assertEquals(64 << 10, post(http).body().length);
    }
  }

  @Test
  void send_nobodyListens_failsEachTime() throws IOException {
    URI gone;
    try (ScriptedServer server = new ScriptedServer()) {
      gone = server.uri();
    }
    try (HttpTransport http =
        HttpTransport.builder(gone).giveUpAfter(Duration.ofMillis(1)).build()) {
      for (int i = 0; i < 2; i++) {
        assertTrue(failure(http).contains("POST " + gone + "/write?db=t failed: "));
      }
    }
  }

  @Test
  void send_interrupted_endsAndKeepsTheFlag() throws IOException {
    try (ScriptedServer server = new ScriptedServer(HttpTransportTest::saysNothing);
        HttpTransport http = to(server)) {
      Thread.currentThread().interrupt();
      assertThrows(java.io.InterruptedIOException.class, () -> post(http));
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void send_afterClose_fails() {
    HttpTransport http = HttpTransport.builder(URI.create("http://127.0.0.1:1")).build();
    http.close();
    http.close();
    assertTrue(failure(http).contains("closed"));
  }

  @Test
  void builder_hostWithAnUnderscore_isRefusedForThat() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> HttpTransport.builder(URI.create("http://my_host:9091")));
    assertTrue(String.valueOf(e.getMessage()).contains("underscore"), e.getMessage());
  }

  @Test
  void builder_wrongSettings_areRefusedWithoutShowingPasswords() {
    for (String uri :
        new String[] {
          "ftp://h/", "http:///x", "h:80", "http://u:secret@h/", "http://u:secret@h_h", "http://h#x"
        }) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> HttpTransport.builder(URI.create(uri)));
      assertFalse(String.valueOf(e.getMessage()).contains("secret"));
    }
    HttpTransportBuilder builder = HttpTransport.builder(URI.create("http://h"));
    assertThrows(IllegalArgumentException.class, () -> builder.basicAuth("a:b", "c"));
    assertThrows(IllegalArgumentException.class, () -> builder.header("a b", "c"));
    assertThrows(IllegalArgumentException.class, () -> builder.timeout(Duration.ZERO));
  }
}
