package io.tapes.reporters.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom a client trusts and who it is, from PEM files.
 *
 * @param authorities whose certificates are trusted; those of the JDK where null
 * @param certificate the client's own, with those between it and its authority; none where null
 * @param key the client's, present with the certificate
 */
record PemTls(@Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  /** In memory only, and for this object alone. */
  private static final char[] PASSWORD = "unused".toCharArray();

  /** Throws a sentence about the first file that is missing or holds something else. */
  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(identity(), PASSWORD);
      TrustManagerFactory others =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      others.init(trusted());
      context.init(own.getKeyManagers(), others.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("cannot set up TLS: " + e.getMessage(), e);
    }
  }

  private @Nullable KeyStore trusted() throws GeneralSecurityException, IOException {
    if (authorities == null) {
      return null; // the JDK's
    }
    KeyStore store = empty();
    int number = 0;
    for (Certificate one : certificates(authorities)) {
      store.setCertificateEntry("authority" + number++, one);
    }
    return store;
  }

  private KeyStore identity() throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    if (certificate != null && key != null) {
      Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
      store.setKeyEntry("client", privateKey(key), PASSWORD, chain);
    }
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    requireReadable(file);
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (all.isEmpty()) {
        throw new IOException("'" + file + "' holds no certificate; it must be PEM");
      }
      return all;
    } catch (GeneralSecurityException e) {
      throw new IOException("'" + file + "' holds no certificate; it must be PEM", e);
    }
  }

  private static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
    requireReadable(file);
    Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (pem.find()) {
      byte[] bytes = Base64.getMimeDecoder().decode(pem.group(1));
      for (String algorithm : ALGORITHMS) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (InvalidKeySpecException e) {
          // of another algorithm
        }
      }
    }
    throw new IOException(
        "'"
            + file
            + "' holds no key that can be used; it must be PEM and unencrypted PKCS #8, as 'openssl"
            + " pkcs8 -topk8 -nodes' writes it");
  }

  private static void requireReadable(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("cannot read '" + file + "'; check path and rights");
    }
  }
}
