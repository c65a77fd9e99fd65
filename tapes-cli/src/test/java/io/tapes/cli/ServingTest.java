package io.tapes.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The endpoint as a file describes it: each setting has its effect on a running server. */
class ServingTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Registry registry = Registry.create();
  @TempDir Path folder;

  private Serving serve(String... settings) {
    TreeMap<String, String> all = new TreeMap<>(Map.of("address", "127.0.0.1:0"));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return Serving.of(registry, Optional.of(Serving.checked(new Spec("http", all))));
  }

  private static URI uri(Serving serving) {
    return URI.create(serving.describe().replace("metrics at ", ""));
  }

  private static HttpResponse<String> get(HttpClient client, URI uri, String... headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve("/metrics"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void token_fromAFile_isAskedFor() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "s3cret\n");
    try (Serving serving = serve("token-file", token.toString())) {
      HttpClient client = HttpClient.newHttpClient();
      assertEquals(401, get(client, uri(serving)).statusCode());
      assertEquals(401, get(client, uri(serving), "Authorization", "Bearer no").statusCode());
      assertEquals(200, get(client, uri(serving), "Authorization", "Bearer s3cret").statusCode());
    }
  }

  @Test
  void nativeSchema_isThatOfTheHistograms() throws Exception {
    for (int value = 1; value < 1_000; value++) {
      registry.histogram("sizes").record(value);
    }
    assertTrue(protobuf("6").length > protobuf("0").length + 100, "as many buckets for both");
  }

  @Test
  void bounds_areThoseOfTheClassicHistograms() throws Exception {
    registry.histogram("sizes").record(150);
    try (Serving serving = serve("bounds", "size*=100 200")) {
      String page =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(uri(serving).resolve("/metrics")).build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      assertTrue(page.contains("sizes_bucket{le=\"100.0\"} 0\n"), page);
      assertTrue(page.contains("sizes_bucket{le=\"200.0\"} 1\n"), page);
      assertFalse(page.contains("le=\"256"), page);
    }
    assertRefused(
        "http: bounds '100 x' are not numbers with blanks in between", "bounds", "size*=100 x");
    assertRefused(
        "http: bounds: the bound 100.0 of 'size*' is not above the one before it and finite",
        "bounds",
        "size*=100 100");
  }

  private byte[] protobuf(String schema) throws Exception {
    try (Serving serving = serve("native-schema", schema)) {
      HttpRequest request =
          HttpRequest.newBuilder(uri(serving).resolve("/metrics"))
              .header(
                  "Accept",
                  "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                      + "encoding=delimited")
              .build();
      return HttpClient.newHttpClient()
          .send(request, HttpResponse.BodyHandlers.ofByteArray())
          .body();
    }
  }

  @Test
  void maxConnections_closesWhoComesBeyond() throws Exception {
    try (Serving serving = serve("max-connections", "1");
        Socket first = new Socket(InetAddress.getLoopbackAddress(), uri(serving).getPort())) {
      assertEquals("HTTP/1.1 200 OK", status(first));
      try (Socket second = new Socket(InetAddress.getLoopbackAddress(), uri(serving).getPort())) {
        second.setSoTimeout(60_000);
        assertTrue(!status(second).endsWith("200 OK"), "the second one is served");
      }
      assertEquals("HTTP/1.1 200 OK", status(first));
    }
  }

  /** The first line of an answer; empty where the connection is closed instead. */
  private static String status(Socket socket) throws IOException {
    return status(socket, "localhost");
  }

  private static String status(Socket socket, String host) throws IOException {
    try {
      String request = "HEAD /health HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      StringBuilder head = new StringBuilder();
      for (int c; head.indexOf("\r\n\r\n") < 0 && (c = socket.getInputStream().read()) >= 0; ) {
        head.append((char) c);
      }
      return head.toString().lines().findFirst().orElse("");
    } catch (SocketException reset) {
      return "";
    }
  }

  @Test
  void certificateKeyAndClients_makeMutualTls() throws Exception {
    KeyStore server = pair("server");
    KeyStore client = pair("client");
    try (Serving serving =
        serve(
            "certificate", folder.resolve("server.crt").toString(),
            "key", folder.resolve("server.key").toString(),
            "clients", folder.resolve("client.crt").toString())) {
      assertEquals("https", uri(serving).getScheme());
      assertEquals(200, get(client(server, client), uri(serving)).statusCode());
      assertThrows(IOException.class, () -> get(client(server, null), uri(serving)));
      assertThrows(IOException.class, () -> get(client(server, server), uri(serving)));
    }
  }

  @Test
  void halfOfASetting_isRefusedAndNeverServedOpenly() throws Exception {
    String empty = Files.writeString(folder.resolve("empty"), "\n").toString();
    String full = Files.writeString(folder.resolve("full"), "s3cret\n").toString();
    String both = "http: '%s' needs '%s' beside it; set both or none";
    assertRefused(both.formatted("certificate", "key"), "certificate", "server.crt");
    assertRefused(both.formatted("key", "certificate"), "key", "server.key");
    assertRefused(both.formatted("user", "password"), "user", "me");
    assertRefused(both.formatted("password", "user"), "password-file", full);
    assertRefused(both.formatted("password", "user"), "password", "s3cret");
    String none = "http: '%s' is empty; set one that is hard to guess";
    assertRefused(none.formatted("password"), "user", "me", "password", "");
    assertRefused(none.formatted("password"), "user", "me", "password-file", empty);
    assertRefused(none.formatted("token"), "token", "");
    assertRefused(none.formatted("token"), "token-file", empty);
    assertRefused("http: 'user' is missing", "user", "", "password", "s3cret");
  }

  private void assertRefused(String sentence, String... settings) {
    UserError error = assertThrows(UserError.class, () -> serve(settings));
    assertEquals(sentence, error.getMessage());
  }

  @Test
  void allowedHosts_areFurtherNames() throws Exception {
    for (String given : List.of("a.example,b.example", "c.example")) {
      try (Serving serving = serve("allowed-hosts", given);
          Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri(serving).getPort())) {
        String line = status(socket, "b.example:80");
        assertEquals(given.startsWith("a") ? "HTTP/1.1 200 OK" : "HTTP/1.1 403 Forbidden", line);
      }
    }
  }

  private static HttpClient client(KeyStore trusted, @Nullable KeyStore own) throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("trusted", trusted.getCertificate("pair"));
    trust.init(certificates);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  /** A self-signed key of the JDK's keytool, as PEM files and as a store. */
  private KeyStore pair(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", "pair", "-keyalg", "EC"));
    command.addAll(List.of("-dname", "CN=localhost", "-ext", "SAN=ip:127.0.0.1"));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", String.valueOf(PASSWORD)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    KeyStore pair = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      pair.load(in, PASSWORD);
    }
    pem(name + ".crt", "CERTIFICATE", pair.getCertificate("pair").getEncoded());
    pem(name + ".key", "PRIVATE KEY", pair.getKey("pair", PASSWORD).getEncoded());
    return pair;
  }

  private void pem(String file, String type, byte[] content) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
  }
}
