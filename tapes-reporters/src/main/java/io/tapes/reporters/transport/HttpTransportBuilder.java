package io.tapes.reporters.transport;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Settings of an {@link HttpTransport}. One thread at a time may use a builder. */
public final class HttpTransportBuilder {
  final String base;
  Duration timeout = Duration.ofSeconds(10);
  Duration giveUpAfter = Duration.ofSeconds(30);
  boolean gzip;
  private Duration connectTimeout = Duration.ofSeconds(5);
  private final Map<String, String> headers = new LinkedHashMap<>();
  private @Nullable SSLContext sslContext;

  HttpTransportBuilder(URI base) {
    String scheme = base.getScheme();
    boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    if (!web || base.getHost() == null || base.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "'"
              + (base.getRawUserInfo() == null ? base : "an address with a password")
              + "' is not the address of an HTTP server; write http://host:port, and credentials"
              + " with basicAuth");
    }
    String text = base.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private HttpTransportBuilder copy() {
    HttpTransportBuilder copy = new HttpTransportBuilder(URI.create(base));
    copy.timeout = timeout;
    copy.giveUpAfter = giveUpAfter;
    copy.gzip = gzip;
    copy.connectTimeout = connectTimeout;
    copy.headers.putAll(headers);
    copy.sslContext = sslContext;
    return copy;
  }

  /**
   * Sets a header of every request.
   *
   * @param name such as {@code X-Scope-OrgID}
   * @param value replaces an earlier one of that name
   * @return this builder
   * @throws IllegalArgumentException if HTTP allows neither, or the client sets it itself
   */
  public HttpTransportBuilder header(String name, String value) {
    HttpRequest.newBuilder().header(name, value); // refuses what is not possible
    headers.put(name, value);
    return this;
  }

  /**
   * Sends a user and a password with every request.
   *
   * @param user without a colon
   * @param password any text
   * @return this builder
   * @throws IllegalArgumentException if the user has a colon
   */
  public HttpTransportBuilder basicAuth(String user, String password) {
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("user '" + user + "' has a colon; HTTP allows none");
    }
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /**
   * Sends a token with every request.
   *
   * @param token as the server gave it
   * @return this builder
   * @throws IllegalArgumentException if it cannot stand in a header
   */
  public HttpTransportBuilder bearer(String token) {
    return header("Authorization", "Bearer " + token);
  }

  /**
   * Limits how long a connection may take.
   *
   * @param newTimeout at least 1 ms; 5 seconds by default
   * @return this builder
   * @throws IllegalArgumentException if it is shorter
   */
  public HttpTransportBuilder connectTimeout(Duration newTimeout) {
    connectTimeout = Targets.requirePositive("connect time-out", newTimeout);
    return this;
  }

  /**
   * Limits how long one attempt may take, from connecting to the end of the answer.
   *
   * @param newTimeout at least 1 ms; 10 seconds by default
   * @return this builder
   * @throws IllegalArgumentException if it is shorter
   */
  public HttpTransportBuilder timeout(Duration newTimeout) {
    timeout = Targets.requirePositive("time-out", newTimeout);
    return this;
  }

  /**
   * Limits how long attempts go on: none begins later.
   *
   * @param newLimit at least 1 ms; 30 seconds by default
   * @return this builder
   * @throws IllegalArgumentException if it is shorter
   */
  public HttpTransportBuilder giveUpAfter(Duration newLimit) {
    giveUpAfter = Targets.requirePositive("time to give up", newLimit);
    return this;
  }

  /**
   * Compresses bodies.
   *
   * @param newGzip whether; false by default, since not every server takes it
   * @return this builder
   */
  public HttpTransportBuilder gzip(boolean newGzip) {
    gzip = newGzip;
    return this;
  }

  /**
   * Sets whom to trust, and who this client is, on HTTPS.
   *
   * @param newContext the JDK's default context unless set
   * @return this builder
   */
  public HttpTransportBuilder sslContext(SSLContext newContext) {
    sslContext = newContext;
    return this;
  }

  /**
   * Makes the transport. It does not connect before the first request.
   *
   * @return the transport
   */
  public HttpTransport build() {
    return new HttpTransport(copy());
  }

  HttpClient client() {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout);
    if (sslContext != null) {
      client.sslContext(sslContext);
    }
    return client.build();
  }

  HttpRequest request(URI uri, String method, String contentType, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .setHeader("Content-Type", contentType);
    headers.forEach(request::setHeader);
    if (gzip && body.length > 0) {
      request.setHeader("Content-Encoding", "gzip");
    }
    return request.build();
  }
}
