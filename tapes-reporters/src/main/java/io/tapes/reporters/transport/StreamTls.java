package io.tapes.reporters.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is encrypted.
 *
 * @param host whom the certificate must be of
 * @param port the peer's
 * @param given the context to use; null for that of the files
 * @param files the JDK's default where it names none
 */
record StreamTls(String host, int port, @Nullable SSLContext given, PemTls files) {
  StreamTls(String host, int port) {
    this(host, port, null, new PemTls(null, null, null));
  }

  StreamTls context(SSLContext context) {
    return new StreamTls(host, port, context, files);
  }

  StreamTls authorities(Path file) {
    PemTls more = new PemTls(file, files.certificate(), files.key());
    return new StreamTls(host, port, given, more);
  }

  StreamTls clientCertificate(Path certificate, Path key) {
    PemTls more = new PemTls(files.authorities(), certificate, key);
    return new StreamTls(host, port, given, more);
  }

  /** The same with its context made: throws a sentence about a file that cannot be used. */
  StreamTls ready() {
    return given != null ? this : context(made());
  }

  private SSLContext made() {
    if (!files.equals(new PemTls(null, null, null))) {
      return files.context();
    }
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("cannot set up TLS: " + e.getMessage(), e);
    }
  }

  Connection over(StreamConnection wire, Duration timeout) throws IOException {
    SSLContext context = given == null ? made() : given;
    return TlsConnection.over(wire, context, host, port, timeout);
  }
}
