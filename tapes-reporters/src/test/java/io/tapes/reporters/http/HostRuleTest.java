package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Registry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What browsers send that were led to this machine under a stranger's name. */
class HostRuleTest {
  private static HttpReporterBuilder builder() {
    return HttpReporter.builder(Registry.create()).port(0);
  }

  private static int status(HttpReporter server, String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String request = head.replace("|", "\r\n") + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, GET / HTTP/1.1|Host: localhost",
    "200, GET / HTTP/1.1|Host: LOCALHOST.:8889",
    "200, GET / HTTP/1.1|Host: 127.0.0.1:1",
    "200, GET / HTTP/1.1|Host: 127.9.9.9",
    "200, GET / HTTP/1.1|Host: [::1]:8889",
    "200, GET / HTTP/1.1|host:localhost",
    "200, GET / HTTP/1.0",
    "200, GET http://localhost/ HTTP/1.1|Host: attacker.example",
    "400, GET / HTTP/1.1",
    "400, GET / HTTP/1.1|Host: localhost|Host: localhost",
    "400, GET / HTTP/1.1|Host:",
    "400, GET / HTTP/1.1|Host: localhost:x",
    "400, GET / HTTP/1.1|Host: [::1",
    "403, GET / HTTP/1.1|Host: attacker.example:8889",
    "403, GET /health HTTP/1.1|Host: attacker.example",
    "403, OPTIONS / HTTP/1.1|Host: attacker.example",
    "403, GET http://attacker.example/ HTTP/1.1|Host: localhost",
    "403, GET / HTTP/1.0|Host: attacker.example",
    "403, GET / HTTP/1.1|Host: 203.0.113.7",
    "403, GET / HTTP/1.1|Host: localhost.attacker.example",
  })
  void loopbackListener_answersOnlyItsOwnNames(int status, String head) throws IOException {
    try (HttpReporter server = builder().build().start()) {
      assertEquals(status, status(server, head));
    }
  }

  @Test
  void allowedHosts_areFurtherNames() throws IOException {
    String other = "GET / HTTP/1.1|Host: other.example";
    String metrics = "GET / HTTP/1.1|Host: metrics.example:443";
    try (HttpReporter server = builder().allowedHosts("Metrics.example").build().start()) {
      assertEquals(200, status(server, metrics));
      assertEquals(403, status(server, other));
    }
    try (HttpReporter open = builder().host("0.0.0.0").bearer("t").build().start()) {
      assertEquals(401, status(open, other), "only credentials count");
    }
    try (HttpReporter open = builder().host("0.0.0.0").allowedHosts("a.example").build().start()) {
      assertEquals(403, status(open, other));
    }
  }
}
