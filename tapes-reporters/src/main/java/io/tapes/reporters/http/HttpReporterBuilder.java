package io.tapes.reporters.http;

import io.tapes.reporters.format.ExportBounds;
import io.tapes.reporters.prometheus.PrometheusFormat;
import io.tapes.support.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** Settings of an {@link HttpReporter}. One thread at a time may use a builder. */
public final class HttpReporterBuilder {
  final HttpSettings settings;

  HttpReporterBuilder(HttpSettings settings) {
    this.settings = settings;
  }

  /**
   * Sets the local address to listen on.
   *
   * @param newHost a name or an address of IPv4 or IPv6; {@code 127.0.0.1} by default, so that
   *     other machines see nothing; {@code 0.0.0.0} or {@code ::} for all interfaces
   * @return this builder
   */
  public HttpReporterBuilder host(String newHost) {
    settings.host = newHost;
    return this;
  }

  /**
   * Sets the port to listen on.
   *
   * @param newPort from 0, for any free one, to 65535; 8889 by default
   * @return this builder
   * @throws IllegalArgumentException if it is out of range
   */
  public HttpReporterBuilder port(int newPort) {
    if (newPort < 0 || newPort > 65535) {
      throw new IllegalArgumentException(
          "HTTP port " + newPort + " is not between 0 and 65535; use 0 for any free one");
    }
    settings.port = newPort;
    return this;
  }

  /**
   * Limits the connections open at one time; further ones are closed at once.
   *
   * @param newLimit above zero; 256 by default
   * @return this builder
   * @throws IllegalArgumentException if it is zero or negative
   */
  public HttpReporterBuilder maxConnections(int newLimit) {
    if (newLimit <= 0) {
      throw new IllegalArgumentException(
          "connection limit " + newLimit + " is not above zero; allow at least one");
    }
    settings.maxConnections = newLimit;
    return this;
  }

  /**
   * Limits how long a client may take to send a whole request (or be idle), and how long a snapshot
   * may take before the answer is 503. A client that reads an answer must take 64 KiB a second, or
   * the rest, within each such time.
   *
   * @param newTimeout at least 1 ms; 30 seconds by default
   * @return this builder
   * @throws IllegalArgumentException if it is shorter
   */
  public HttpReporterBuilder timeout(Duration newTimeout) {
    if (newTimeout.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(
          "HTTP time-out " + newTimeout + " is shorter than 1 ms; allow more");
    }
    settings.timeout = Durations.saturated(newTimeout);
    return this;
  }

  /**
   * Names the hosts that requests may be meant for, beside {@code localhost}, the addresses of this
   * machine and the one set with {@link #host}: others get 403. A listener on a loopback address
   * checks that always, so that no page of a stranger reads it in a browser on this machine (DNS
   * rebinding); other listeners do once there are names.
   *
   * @param names as in a URL, without port, such as {@code metrics.example.org}; none by default
   * @return this builder
   */
  public HttpReporterBuilder allowedHosts(String... names) {
    settings.allowedHosts = List.of(names);
    return this;
  }

  /**
   * Serves HTTPS with a certificate from files, which are read when the server starts and whenever
   * they have changed, ten seconds later at most. Files that cannot be used then are counted in
   * {@code tapes.reporter.errors} and logged, and the server goes on with what it had.
   *
   * @param certificates the server's certificate and those between it and the authority, in PEM
   * @param key its private key, PKCS #8 in PEM without a password
   * @return this builder
   */
  public HttpReporterBuilder tls(Path certificates, Path key) {
    settings.tls.certificates = certificates;
    settings.tls.key = key;
    settings.tls.context = null;
    return this;
  }

  /**
   * Serves HTTPS with a context of the caller's.
   *
   * @param context has the server's key, and whom to trust if clients must have certificates
   * @return this builder
   */
  public HttpReporterBuilder tls(SSLContext context) {
    settings.tls.context = context;
    settings.tls.certificates = null;
    settings.tls.key = null;
    return this;
  }

  /**
   * Lets in only clients that have a certificate (mutual TLS) of certain authorities.
   *
   * @param authorities the authorities' certificates in PEM; for a certificate and a key from files
   * @return this builder
   */
  public HttpReporterBuilder clientCertificates(Path authorities) {
    settings.tls.clientAuthorities = authorities;
    settings.tls.clientCertificates = true;
    return this;
  }

  /**
   * Lets in only clients that have a certificate (mutual TLS) that the context trusts.
   *
   * @return this builder
   */
  public HttpReporterBuilder clientCertificates() {
    settings.tls.clientCertificates = true;
    return this;
  }

  /**
   * Answers only clients that know a password, or another one of the credentials set; {@code
   * /health} answers every client. Use it with TLS: HTTP carries passwords as they are.
   *
   * @param user without a colon
   * @param password not empty
   * @return this builder
   * @throws IllegalArgumentException if the user has a colon, or one of them is empty
   */
  public HttpReporterBuilder basicAuth(String user, String password) {
    settings.credentials.addBasic(user, password);
    return this;
  }

  /**
   * Answers only clients that have a token, or another one of the credentials set; {@code /health}
   * answers every client.
   *
   * @param token what clients send as {@code Authorization: Bearer …}
   * @return this builder
   * @throws IllegalArgumentException if it is empty
   */
  public HttpReporterBuilder bearer(String token) {
    settings.credentials.addBearer(token);
    return this;
  }

  /**
   * Sets how fine native histograms are; never change it for metrics that are scraped already.
   *
   * @param schema from 0 to 6; {@link PrometheusFormat#DEFAULT_NATIVE_SCHEMA} by default
   * @return this builder
   * @throws IllegalArgumentException if it is out of range
   */
  public HttpReporterBuilder nativeSchema(int schema) {
    settings.nativeSchema = PrometheusFormat.protobuf().nativeSchema(schema).nativeSchema();
    return this;
  }

  /**
   * Sets where histograms and timers are cut into classic buckets on {@code /metrics}, by the names
   * of metrics.
   *
   * @param newBounds none by default: each metric has its own, or the usual ones
   * @return this builder
   */
  public HttpReporterBuilder bounds(ExportBounds newBounds) {
    settings.bounds = newBounds;
    return this;
  }

  /**
   * Sets how {@code /metrics} shows what there is, such as {@code format -> format.created(true)}.
   *
   * @param change what to do with the format that a scraper has negotiated
   * @return this builder
   */
  public HttpReporterBuilder prometheus(UnaryOperator<PrometheusFormat> change) {
    settings.prometheus = change;
    return this;
  }

  /**
   * Makes the server. It does not listen before {@link HttpReporter#start}.
   *
   * @return the server
   */
  public HttpReporter build() {
    return new HttpReporter(settings.copy());
  }
}
