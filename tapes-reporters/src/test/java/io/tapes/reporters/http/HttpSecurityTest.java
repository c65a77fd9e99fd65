package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
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
            .basicAuth("b", "")
            .bearer("t0ken")
            .build()
            .start()) {
      HttpResponse<String> refused = get(plain, server, "/metrics", "");
      assertEquals(401, refused.statusCode());
      assertEquals(
          List.of("Basic realm=\"metrics\", charset=\"UTF-8\"", "Bearer realm=\"metrics\""),
          refused.headers().allValues("WWW-Authenticate"));
      for (String right : List.of(basic("scraper:grün:1"), basic("b:"), "bearer t0ken")) {
        assertEquals(200, status(server, right), right);
      }
      for (String wrong :
          List.of(
              basic("scraper:grün"),
              basic("scraper"),
              "Basic !",
              "Basic",
              "Bearer t0ke",
              "Bearer " + "b:",
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
  void builder_badCredentials_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> builder().basicAuth("a:b", "c"));
    assertThrows(IllegalArgumentException.class, () -> builder().bearer(" "));
  }
}
