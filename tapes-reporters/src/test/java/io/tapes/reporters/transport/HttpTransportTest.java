package io.tapes.reporters.transport;

import static io.tapes.reporters.transport.ScriptedServer.status;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class HttpTransportTest {
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
        HttpTransport http = to(server)) {
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

  @Test
  void send_longRetryAfter_failsAtOnceAndThenWithoutTraffic() throws IOException {
    try (ScriptedServer server = new ScriptedServer(status(503, "Retry-After: 3600\r\n", ""));
        HttpTransport http = to(server)) {
      HttpStatusException e = assertThrows(HttpStatusException.class, () -> post(http));
      assertFalse(e.permanent());
      assertTrue(failure(http).contains("asked to wait until"));
      assertEquals(1, server.requests.size());
    }
  }

  @Test
  void send_silentOrDrippingServer_givesUpAfterTheTimeout() throws IOException {
    ScriptedServer.Step silent = socket -> Thread.sleep(60_000);
    ScriptedServer.Step dripping =
        socket -> {
          byte[] head =
              "HTTP/1.1 200 X\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.UTF_8);
          socket.getOutputStream().write(head);
          for (int i = 0; i < 100_000; i++) {
            socket.getOutputStream().write('.');
            Thread.sleep(5);
          }
        };
    for (ScriptedServer.Step step : new ScriptedServer.Step[] {silent, dripping}) {
      try (ScriptedServer server = new ScriptedServer(step);
          HttpTransport http =
              HttpTransport.builder(server.uri())
                  .timeout(Duration.ofMillis(150))
                  .giveUpAfter(Duration.ofMillis(1))
                  .build()) {
        assertTrue(failure(http).contains("POST " + server.uri()));
      }
    }
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
    try (ScriptedServer server = new ScriptedServer(socket -> Thread.sleep(60_000));
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
  void builder_wrongSettings_areRefusedWithoutShowingPasswords() {
    for (String uri : new String[] {"ftp://h/", "http:///x", "h:80", "http://u:secret@h/"}) {
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
