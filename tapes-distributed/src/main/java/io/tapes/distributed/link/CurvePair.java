package io.tapes.distributed.link;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/** A secret key and the public one that belongs to it, as ZeroMQ takes them. Any thread. */
public final class CurvePair {
  private static final int BYTES = 32;
  private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

  private final byte[] secretKey;
  private final byte[] publicKey;

  private CurvePair(byte[] secretKey) {
    this.secretKey = secretKey;
    this.publicKey = publicKeyOf(secretKey);
  }

  public static CurvePair generate() {
    byte[] secretKey = new byte[BYTES];
    new SecureRandom().nextBytes(secretKey);
    return new CurvePair(secretKey);
  }

  /**
   * Decodes a secret key.
   *
   * @throws IllegalArgumentException if the text is no key; the text is not in the message
   */
  public static CurvePair of(String secretKey) {
    return new CurvePair(CurveTexts.decode("secret key", secretKey));
  }

  /** The secret key times the base point, which is how X25519 agrees with the point itself. */
  private static byte[] publicKeyOf(byte[] secretKey) {
    try {
      KeyFactory keys = KeyFactory.getInstance("X25519");
      KeyAgreement agreement = KeyAgreement.getInstance("X25519");
      agreement.init(
          keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secretKey)));
      XECPublicKey base =
          (XECPublicKey)
              keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE_POINT));
      agreement.doPhase(base, true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "this Java runtime has no X25519; it needs the module jdk.crypto.ec", e);
    }
  }

  public byte[] secretKey() {
    return secretKey.clone();
  }

  public byte[] publicKey() {
    return publicKey.clone();
  }
}
