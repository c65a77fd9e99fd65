package io.tapes.reporters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.reporters.transport.HttpTransport;
import io.tapes.reporters.transport.HttpTransportBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients of a private authority set, against a server that asks who they are. */
class HttpTransportTlsTest {
  @TempDir Path folder;

  private static int status(HttpTransportBuilder http) throws IOException {
    try (HttpTransport transport = http.giveUpAfter(Duration.ofMillis(1)).build()) {
      return transport.send("GET", "/health", "text/plain", new byte[0]).status();
    }
  }

  @Test
  void filesOfCertificates_letInAndAreLetIn() throws Exception {
    Certificates own = new Certificates(folder, "server");
    Certificates client = new Certificates(folder, "client");
    Certificates stranger = new Certificates(folder, "stranger");
    try (HttpReporter server =
        HttpReporter.builder(Registry.create())
            .port(0)
            .tls(own.certificate, own.key)
            .clientCertificates(client.certificate)
            .build()
            .start()) {
      assertEquals(
          200,
          status(
              HttpTransport.builder(server.uri())
                  .authorities(own.certificate)
                  .clientCertificate(client.certificate, client.key)));
      for (HttpTransportBuilder refused :
          new HttpTransportBuilder[] {
            HttpTransport.builder(server.uri()),
            HttpTransport.builder(server.uri()).authorities(own.certificate),
            HttpTransport.builder(server.uri())
                .authorities(stranger.certificate)
                .clientCertificate(client.certificate, client.key),
            HttpTransport.builder(server.uri())
                .authorities(own.certificate)
                .clientCertificate(stranger.certificate, stranger.key)
          }) {
        assertThrows(IOException.class, () -> status(refused));
      }
    }
  }

  @Test
  void build_wrongFiles_namesThem() throws Exception {
    Certificates own = new Certificates(folder, "own");
    Path missing = folder.resolve("missing.pem");
    Path text = Files.writeString(folder.resolve("text.pem"), "-----BEGIN RSA PRIVATE KEY-----");
    assertSays(missing, HttpTransport.builder(NOWHERE).authorities(missing));
    assertSays(text, HttpTransport.builder(NOWHERE).authorities(text));
    assertSays(text, HttpTransport.builder(NOWHERE).clientCertificate(own.certificate, text));
    assertSays(own.key, HttpTransport.builder(NOWHERE).clientCertificate(own.key, own.certificate));
  }

  private static final java.net.URI NOWHERE = java.net.URI.create("https://127.0.0.1:1");

  private static void assertSays(Path file, HttpTransportBuilder http) {
    String message = assertThrows(IllegalArgumentException.class, http::build).getMessage();
    assertTrue(message.contains("'" + file + "'"), message);
  }
}
