package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Tags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpSecurityTest {
  private final Registry registry = Registry.create();
  private final HttpClient plain = HttpClient.newHttpClient();

  private HttpReporterBuilder builder() {
    return HttpReporter.builder(registry).port(0);
  }

  private static HttpResponse<String> get(
      HttpClient client, HttpReporter server, String path, String authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve(path));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private int status(HttpReporter server, String authorization) throws Exception {
    return get(plain, server, "/metrics", authorization).statusCode();
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpClient client(SSLContext context) {
    return HttpClient.newBuilder().sslContext(context).build();
  }

  @Test
  void credentials_onlyThoseThatAreSet() throws Exception {
    try (HttpReporter server =
        builder()
            .basicAuth("scraper", "grün:1")
            .basicAuth("b", "2")
            .bearer("t0ken")
            .build()
            .start()) {
      HttpResponse<String> refused = get(plain, server, "/metrics", "");
      assertEquals(401, refused.statusCode());
      assertEquals(
          List.of("Basic realm=\"metrics\", charset=\"UTF-8\"", "Bearer realm=\"metrics\""),
          refused.headers().allValues("WWW-Authenticate"));
      for (String right : List.of(basic("scraper:grün:1"), basic("b:2"), "bearer t0ken")) {
        assertEquals(200, status(server, right), right);
      }
      for (String wrong :
          List.of(
              basic("scraper:grün"),
              basic("scraper"),
              "Basic !",
              "Basic",
              "Bearer t0ke",
              "Bearer " + "b:2",
              basic("t0ken"),
              "Digest t0ken",
              "Bearer")) {
        assertEquals(401, status(server, wrong), wrong);
      }
      assertEquals(200, get(plain, server, "/health", "").statusCode());
      for (String path :
          List.of("/", "/stats", "/anything", "/metrics?name[]=x".replace("[]", "%5B%5D"))) {
        assertEquals(401, get(plain, server, path, "").statusCode(), path);
      }
    }
  }

  @Test
  void tls_fromFiles_servesThoseWhoTrustIt(@TempDir Path folder) throws Exception {
    Certificates own = new Certificates(folder, "server");
    try (HttpReporter server = builder().tls(own.certificate, own.key).build().start()) {
      assertEquals("https", server.uri().getScheme());
      registry.counter("a").increment();
      HttpResponse<String> answer = get(client(own.anonymousContext()), server, "/metrics", "");
      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().contains("a_total 1\n"));
      assertThrows(IOException.class, () -> get(plain, server, "/metrics", ""));
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        String said =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertTrue(!said.contains("HTTP/1.1 200"), said);
      }
      assertEquals(200, get(client(own.anonymousContext()), server, "/stats", "").statusCode());
    }
  }

  @Test
  void mutualTls_letsInOnlyKnownClients(@TempDir Path folder) throws Exception {
    Certificates own = new Certificates(folder, "server");
    Certificates known = new Certificates(folder, "client");
    Certificates stranger = new Certificates(folder, "stranger");
    HttpReporterBuilder fromFiles =
        builder().tls(own.certificate, own.key).clientCertificates(known.certificate);
    HttpReporterBuilder fromContext =
        builder().tls(own.contextTrusting(known)).clientCertificates();
    for (HttpReporterBuilder builder : List.of(fromFiles, fromContext)) {
      try (HttpReporter server = builder.build().start()) {
        HttpClient good = client(known.contextTrusting(own));
        assertEquals(200, get(good, server, "/metrics", "").statusCode());
        for (HttpClient bad :
            List.of(client(own.anonymousContext()), client(stranger.contextTrusting(own)))) {
          assertThrows(IOException.class, () -> get(bad, server, "/metrics", ""));
        }
        assertEquals(200, get(good, server, "/health", "").statusCode());
      }
    }
  }

  @Test
  void start_badFiles_saysWhich(@TempDir Path folder) throws Exception {
    Certificates own = new Certificates(folder, "server");
    Path missing = folder.resolve("missing.pem");
    UncheckedIOException e =
        assertThrows(
            UncheckedIOException.class, () -> builder().tls(missing, own.key).build().start());
    assertTrue(String.valueOf(e.getMessage()).contains("cannot read '" + missing + "'"));
    UncheckedIOException swapped =
        assertThrows(
            UncheckedIOException.class,
            () -> builder().tls(own.key, own.certificate).build().start());
    assertTrue(String.valueOf(swapped.getMessage()).contains("unencrypted PKCS #8"));
    assertThrows(UncheckedIOException.class, () -> builder().clientCertificates().build().start());
  }

  @Test
  void certificates_thatWereReplaced_areServedWithoutARestart(@TempDir Path folder)
      throws Exception {
    Certificates first = new Certificates(folder, "first");
    Certificates second = new Certificates(folder, "second");
    Path certificate = Files.copy(first.certificate, folder.resolve("live.crt"));
    Path key = Files.copy(first.key, folder.resolve("live.key"));
    HttpReporterBuilder builder = builder().tls(certificate, key);
    builder.settings.tlsCheck = Duration.ofMillis(10);
    try (HttpReporter server = builder.build().start()) {
      assertEquals(200, handshake(first, server));
      replace(certificate, second.certificate); // and not yet the key: neither is of use
      while (errors() == 0) {
        assertEquals(200, handshake(first, server));
      }
      replace(key, second.key);
      while (handshake(second, server) == 0) {
        Thread.onSpinWait();
      }
      assertEquals(0, handshake(first, server));
    }
  }

  /** As tools do it: beside it, then in its place. */
  private static void replace(Path file, Path content) throws IOException {
    Path fresh = Files.copy(content, file.resolveSibling("fresh"));
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The status that one gets who trusts that certificate alone; 0 without a connection. */
  private static int handshake(Certificates trusted, HttpReporter server) throws Exception {
    try {
      return get(client(trusted.anonymousContext()), server, "/health", "").statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private double errors() {
    return registry.counter("tapes.reporter.errors", Tags.of("reporter", "HttpReporter")).value();
  }

  @Test
  void wrongPasswords_areSlowedDown() throws Exception {
    ManualClock clock = new ManualClock();
    HttpReporterBuilder builder = builder().basicAuth("scraper", "right");
    builder.settings.clock = clock;
    try (HttpReporter server = builder.build().start()) {
      HttpClient knownBefore = HttpClient.newHttpClient();
      assertEquals(200, get(knownBefore, server, "/stats", basic("scraper:right")).statusCode());
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        statuses.add(status(server, basic("scraper:" + i)));
      }
      assertEquals(10, Collections.frequency(statuses, 401));
      assertEquals(990, Collections.frequency(statuses, 429));
      assertEquals(429, status(server, basic("scraper:right")), "not even looked at");
      assertEquals(200, get(knownBefore, server, "/stats", basic("scraper:right")).statusCode());
      assertEquals(401, status(server, ""), "who sends none makes no guess");
      HttpResponse<String> slowed = get(plain, server, "/stats", basic("scraper:x"));
      assertEquals("1", slowed.headers().firstValue("Retry-After").orElse(""));
      clock.advance(Duration.ofSeconds(1));
      assertEquals(401, status(server, basic("scraper:x")));
      assertEquals(429, status(server, basic("scraper:x")));
      clock.advance(Duration.ofSeconds(1));
      assertEquals(200, status(server, basic("scraper:right")));
      assertEquals(
          11,
          registry.snapshot().number("tapes.reporter.unauthorized.{reporter=HttpReporter}.value"));
    }
  }

  @Test
  void openListener_withoutCredentials_warnsOnce() throws Exception {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      builder().host("0.0.0.0").build().start().close();
      builder().build().start().close();
      builder().host("0.0.0.0").bearer("t").build().start().close();
    } finally {
      System.setErr(before);
    }
    String warned = log.toString(StandardCharsets.UTF_8);
    assertEquals(2, warned.split("lets every client read", -1).length, warned);
  }

  @Test
  void builder_badCredentials_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> builder().basicAuth("a:b", "c"));
    assertThrows(IllegalArgumentException.class, () -> builder().bearer(" "));
    assertThrows(IllegalArgumentException.class, () -> builder().basicAuth("a", ""));
    assertThrows(IllegalArgumentException.class, () -> builder().basicAuth("", "a"));
  }
}
