package io.tapes.reporters.transport;

import io.tapes.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link StreamTransport}. One thread at a time may use a builder. */
public final class StreamTransportBuilder {
  final String target;
  final StreamTransport.Addresses addresses;
  Duration connectTimeout = Duration.ofSeconds(5);
  Duration writeTimeout = Duration.ofSeconds(10);
  int bufferBytes = 64 << 10;
  Clock clock = Clock.SYSTEM;
  private @Nullable StreamTls tls;

  StreamTransportBuilder(String target, StreamTransport.Addresses addresses) {
    this(target, addresses, null);
  }

  StreamTransportBuilder(
      String target, StreamTransport.Addresses addresses, @Nullable StreamTls tls) {
    this.target = target;
    this.addresses = addresses;
    this.tls = tls;
  }

  StreamTransportBuilder copy() {
    StreamTransportBuilder copy =
        new StreamTransportBuilder(target, addresses, tls == null ? null : tls.ready())
            .connectTimeout(connectTimeout)
            .writeTimeout(writeTimeout)
            .bufferBytes(bufferBytes);
    copy.clock = clock;
    return copy;
  }

  /**
   * Limits how long one address may take to accept a connection.
   *
   * @param newTimeout at least 1 ms; 5 seconds by default
   * @return this builder
   * @throws IllegalArgumentException if it is shorter
   */
  public StreamTransportBuilder connectTimeout(Duration newTimeout) {
    connectTimeout = Targets.requirePositive("connect time-out", newTimeout);
    return this;
  }

  /**
   * Limits how long the receiver may take to make room for a buffer.
   *
   * @param newTimeout at least 1 ms; 10 seconds by default
   * @return this builder
   * @throws IllegalArgumentException if it is shorter
   */
  public StreamTransportBuilder writeTimeout(Duration newTimeout) {
    writeTimeout = Targets.requirePositive("write time-out", newTimeout);
    return this;
  }

  /**
   * Sets how much is gathered for one write, which is also the longest line with its line feed.
   *
   * @param newBytes from 1 to 2^30; 64 KiB by default
   * @return this builder
   * @throws IllegalArgumentException if it is out of range
   */
  public StreamTransportBuilder bufferBytes(int newBytes) {
    bufferBytes = Targets.requireBufferBytes(newBytes);
    return this;
  }

  private StreamTls requireTls() {
    if (tls == null) {
      throw new IllegalStateException(
          target + " is not encrypted, and certificates would be of no account; use tls(…)");
    }
    return tls;
  }

  /**
   * Sets whom to trust, and who this client is, with TLS.
   *
   * @param context the JDK's default context unless set; takes the place of certificates in files
   * @return this builder
   * @throws IllegalStateException if the transport has no TLS
   */
  public StreamTransportBuilder sslContext(SSLContext context) {
    tls = requireTls().context(context);
    return this;
  }

  /**
   * Trusts servers whose certificates these authorities have signed, and no others, with TLS.
   *
   * @param file certificates in PEM; read by {@link #build}
   * @return this builder
   * @throws IllegalStateException if the transport has no TLS
   */
  public StreamTransportBuilder authorities(Path file) {
    tls = requireTls().authorities(file);
    return this;
  }

  /**
   * Sets who this client is to servers that ask, with TLS.
   *
   * @param certificate in PEM, with those between it and its authority; read by {@link #build}
   * @param key in PEM, as unencrypted PKCS #8; read by {@link #build}
   * @return this builder
   * @throws IllegalStateException if the transport has no TLS
   */
  public StreamTransportBuilder clientCertificate(Path certificate, Path key) {
    tls = requireTls().clientCertificate(certificate, key);
    return this;
  }

  /** The connection, or what encrypts it. */
  Connection encrypted(StreamConnection wire) throws IOException {
    return tls == null ? wire : tls.over(wire, connectTimeout);
  }

  /**
   * Makes the transport. It does not connect before the first flush.
   *
   * @return the transport
   */
  public StreamTransport build() {
    return new StreamTransport(this);
  }
}
