package io.tapes.reporters.http;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.tapes.files.SharedFolders;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Who the server is to its clients, and whether they must say who they are. */
final class HttpTls {
  @Nullable SSLContext context;
  @Nullable Path certificates;
  @Nullable Path key;
  @Nullable Path clientAuthorities;
  boolean clientCertificates;

  HttpTls copy() {
    HttpTls copy = new HttpTls();
    copy.context = context;
    copy.certificates = certificates;
    copy.key = key;
    copy.clientAuthorities = clientAuthorities;
    copy.clientCertificates = clientCertificates;
    return copy;
  }

  boolean isOn() {
    return context != null || certificates != null;
  }

  /** The files that it is read from. */
  List<Path> files() {
    return Stream.of(certificates, key, clientAuthorities).flatMap(Stream::ofNullable).toList();
  }

  /** Netty's form of it; empty where HTTP is plain. */
  Optional<SslContext> build() throws IOException {
    ClientAuth clients = clientCertificates ? ClientAuth.REQUIRE : ClientAuth.NONE;
    Path chain = certificates;
    Path secret = key;
    if (chain == null || secret == null) {
      SSLContext given = context;
      if (given == null && clientCertificates) {
        throw new IOException("client certificates need TLS; set a certificate and a key with tls");
      }
      return Optional.ofNullable(given).map(jdk -> wrapped(jdk, clients));
    }
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(readable(chain), readable(secret))
              .sslProvider(SslProvider.JDK)
              .clientAuth(clients);
      Path authorities = clientAuthorities;
      if (authorities != null) {
        builder.trustManager(readable(authorities));
      }
      KeyMatch.require(chain, secret);
      return Optional.of(builder.build());
    } catch (IllegalArgumentException | SSLException | GeneralSecurityException e) {
      throw new IOException(
          "cannot serve TLS with the certificates of '"
              + chain
              + "' and the key of '"
              + secret
              + "': "
              + e.getMessage()
              + "; both must be PEM, the key unencrypted PKCS #8",
          e);
    }
  }

  private static SslContext wrapped(SSLContext jdk, ClientAuth clients) {
    return new JdkSslContext(
        jdk,
        false,
        null,
        IdentityCipherSuiteFilter.INSTANCE,
        ApplicationProtocolConfig.DISABLED,
        clients,
        null,
        false);
  }

  private static File readable(Path file) throws IOException {
    Path checked = SharedFolders.checked(file);
    if (!Files.isReadable(checked)) {
      throw unreadable(file);
    }
    return checked.toFile();
  }

  /** What the file system says of a file; of the one that a link leads to. */
  static BasicFileAttributes about(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class);
    } catch (IOException e) {
      throw unreadable(file);
    }
  }

  private static IOException unreadable(Path file) {
    return new IOException("cannot read '" + file + "', which TLS needs; check path and rights");
  }
}
