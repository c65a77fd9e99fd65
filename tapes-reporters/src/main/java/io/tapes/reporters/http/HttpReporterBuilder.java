package io.tapes.reporters.http;

import io.tapes.SnapshotSource;
import java.time.Duration;

/** Settings of an {@link HttpReporter}. One thread at a time may use a builder. */
public final class HttpReporterBuilder {
  final SnapshotSource source;
  String host = "127.0.0.1";
  int port = 8889;
  int maxConnections = 256;
  Duration timeout = Duration.ofSeconds(30);

  HttpReporterBuilder(SnapshotSource source) {
    this.source = source;
  }

  HttpReporterBuilder copy() {
    return new HttpReporterBuilder(source)
        .host(host)
        .port(port)
        .maxConnections(maxConnections)
        .timeout(timeout);
  }

  /**
   * Sets the local address to listen on.
   *
   * @param newHost a name or an address of IPv4 or IPv6; {@code 127.0.0.1} by default, so that
   *     other machines see nothing; {@code 0.0.0.0} or {@code ::} for all interfaces
   * @return this builder
   */
  public HttpReporterBuilder host(String newHost) {
    host = newHost;
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
    port = newPort;
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
    maxConnections = newLimit;
    return this;
  }

  /**
   * Limits how long a client may take to send a whole request (or be idle), how long a snapshot may
   * take before the answer is 503, and how long a client may take to read an answer.
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
    timeout = newTimeout;
    return this;
  }

  /**
   * Makes the server. It does not listen before {@link HttpReporter#start}.
   *
   * @return the server
   */
  public HttpReporter build() {
    return new HttpReporter(copy());
  }

  static String hostAndPort(String host, int port) {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
