package io.tapes.reporters.transport;

import io.tapes.Clock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Settings of an {@link HttpTransport}. One thread at a time may use a builder. */
public final class HttpTransportBuilder {
  private static final PemTls NO_FILES = new PemTls(null, null, null);

  private final HttpBase base;
  Duration timeout = Duration.ofSeconds(10);
  Duration giveUpAfter = Duration.ofSeconds(30);
  boolean gzip;
  IntPredicate retried = HttpRetries::isWorthwhile;
  Clock clock = Clock.SYSTEM;
  Sleeper sleeper = Sleeper.SYSTEM;
  private Duration connectTimeout = Duration.ofSeconds(5);
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private @Nullable SSLContext sslContext;
  private PemTls tls = NO_FILES;

  HttpTransportBuilder(URI server) {
    this(HttpBase.of(server));
    headers.put("User-Agent", UserAgent.TEXT);
  }

  private HttpTransportBuilder(HttpBase base) {
    this.base = base;
  }

  private HttpTransportBuilder copy() {
    HttpTransportBuilder copy = new HttpTransportBuilder(base);
    copy.timeout = timeout;
    copy.giveUpAfter = giveUpAfter;
    copy.gzip = gzip;
    copy.retried = retried;
    copy.clock = clock;
    copy.sleeper = sleeper;
    copy.connectTimeout = connectTimeout;
    copy.headers.putAll(headers);
    copy.sslContext = sslContext;
    copy.tls = tls;
    return copy;
  }

  /**
   * Sets a header of every request.
   *
   * @param name such as {@code X-Scope-OrgID}
   * @param value replaces an earlier one of that name, whose case does not matter
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
   * @param password any text but an empty one
   * @return this builder
   * @throws IllegalArgumentException if the user has a colon, or one of them is empty
   */
  public HttpTransportBuilder basicAuth(String user, String password) {
    return header("Authorization", HttpCredentials.basic(user, password));
  }

  /**
   * Sends a token with every request.
   *
   * @param token as the server gave it
   * @return this builder
   * @throws IllegalArgumentException if it is empty or cannot stand in a header
   */
  public HttpTransportBuilder bearer(String token) {
    return header("Authorization", HttpCredentials.bearer(token));
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
   * Limits how long attempts at one request go on: none begins later, and none but the first lasts
   * longer. With a {@link #timeout} no longer than this, that is the longest that {@link
   * HttpTransport#send} takes.
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
   * Chooses the answers after which a request is sent again, where a protocol says which those are.
   *
   * @param statuses such as 429 and 503; by default 408, 425, 429 and 5xx without 501 and 505
   * @return this builder
   */
  public HttpTransportBuilder retryStatuses(int... statuses) {
    List<Integer> listed = Arrays.stream(statuses).boxed().toList();
    retried = listed::contains;
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
   * @param newContext the JDK's default context unless set; takes the place of certificates in
   *     files
   * @return this builder
   */
  public HttpTransportBuilder sslContext(SSLContext newContext) {
    sslContext = newContext;
    return this;
  }

  /**
   * Trusts servers whose certificates these authorities have signed, and no others.
   *
   * @param file certificates in PEM, such as that of a private authority; read by {@link #build}
   * @return this builder
   */
  public HttpTransportBuilder authorities(Path file) {
    tls = new PemTls(file, tls.certificate(), tls.key());
    return this;
  }

  /**
   * Sets who this client is to servers that ask.
   *
   * @param certificate in PEM, with those between it and its authority; read by {@link #build}
   * @param key in PEM, as unencrypted PKCS #8; read by {@link #build}
   * @return this builder
   */
  public HttpTransportBuilder clientCertificate(Path certificate, Path key) {
    tls = new PemTls(tls.authorities(), certificate, key);
    return this;
  }

  /**
   * Makes the transport. It reads the files of certificates and does not connect before the first
   * request.
   *
   * @return the transport
   * @throws IllegalArgumentException if a file is missing or holds something else
   */
  public HttpTransport build() {
    return new HttpTransport(copy());
  }

  URI uri(String path) {
    return base.uri(path);
  }

  /** The address for messages, without the base's query, which may hold a secret. */
  String shown(String path) {
    return base.shown(path);
  }

  Instant now() {
    return Instant.ofEpochMilli(clock.wallMillis());
  }

  HttpClient client() {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout);
    if (sslContext != null) {
      client.sslContext(sslContext);
    } else if (!tls.equals(NO_FILES)) {
      client.sslContext(tls.context());
    }
    return client.build();
  }

  /** A request for a page, gzipped if the server can. */
  HttpRequest request(URI uri, String accept) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .setHeader("Accept", accept)
            .setHeader("Accept-Encoding", "gzip");
    headers.forEach(request::setHeader);
    return request.build();
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
