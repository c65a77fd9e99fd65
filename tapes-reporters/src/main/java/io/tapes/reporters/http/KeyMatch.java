package io.tapes.reporters.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/**
 * Whether a private key is that of a certificate. TLS itself does not ask before the first
 * handshake, which then fails; a pair of which one file is replaced already is such a case.
 */
final class KeyMatch {
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private KeyMatch() {}

  /** Throws unless the key fits; kinds of keys that are not known here are taken to fit. */
  static void require(Path certificates, Path key) throws IOException, GeneralSecurityException {
    PublicKey known;
    try (InputStream in = Files.newInputStream(certificates)) {
      known = CertificateFactory.getInstance("X.509").generateCertificate(in).getPublicKey();
    }
    String algorithm = SIGNATURES.get(known.getAlgorithm());
    if (algorithm == null) {
      return;
    }
    PrivateKey secret =
        KeyFactory.getInstance(known.getAlgorithm())
            .generatePrivate(new PKCS8EncodedKeySpec(der(Files.readString(key))));
    byte[] text = "any text".getBytes(StandardCharsets.UTF_8);
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(secret);
    signing.update(text);
    byte[] signature = signing.sign();
    Signature checking = Signature.getInstance(algorithm);
    checking.initVerify(known);
    checking.update(text);
    if (!checking.verify(signature)) {
      throw new GeneralSecurityException("the key is not that of the certificate");
    }
  }

  private static byte[] der(String pem) {
    String body = pem.replaceAll("(?s)^.*?-----BEGIN [^-]*-----|-----END .*$", "");
    return Base64.getMimeDecoder().decode(body);
  }
}
