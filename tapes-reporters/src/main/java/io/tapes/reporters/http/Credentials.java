package io.tapes.reporters.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Who may read. Only digests are kept, and compared in a time that depends on neither what was sent
 * nor what would have been right. Immutable once it is shared.
 */
final class Credentials {
  private final List<byte[]> digests = new ArrayList<>();
  private final List<String> challenges = new ArrayList<>();

  Credentials copy() {
    Credentials copy = new Credentials();
    copy.digests.addAll(digests);
    copy.challenges.addAll(challenges);
    return copy;
  }

  void addBasic(String user, String password) {
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("user '" + user + "' has a colon; HTTP allows none");
    }
    if (user.isBlank() || password.isEmpty()) {
      throw new IllegalArgumentException(
          "user '"
              + user
              + "' or the password is empty; set a name and a password that is hard to guess");
    }
    digests.add(digest("basic", (user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    challenge("Basic realm=\"metrics\", charset=\"UTF-8\"");
  }

  void addBearer(String token) {
    if (token.isBlank()) {
      throw new IllegalArgumentException(
          "the bearer token is empty; set one that is hard to guess");
    }
    digests.add(digest("bearer", token.getBytes(StandardCharsets.UTF_8)));
    challenge("Bearer realm=\"metrics\"");
  }

  private void challenge(String text) {
    if (!challenges.contains(text)) {
      challenges.add(text);
    }
  }

  /** Whether there are any; otherwise every client may read. */
  boolean isNeeded() {
    return !digests.isEmpty();
  }

  /** Values for WWW-Authenticate. */
  List<String> challenges() {
    return challenges;
  }

  /**
   * Whether a client may read.
   *
   * @param authorization the Authorization header, empty when it is absent
   */
  boolean allow(String authorization) {
    if (!isNeeded()) {
      return true;
    }
    int blank = authorization.indexOf(' ');
    if (blank < 0) {
      return false;
    }
    String scheme = authorization.substring(0, blank).toLowerCase(Locale.ROOT);
    String value = authorization.substring(blank).strip();
    byte[] sent;
    try {
      sent =
          scheme.equals("basic")
              ? Base64.getDecoder().decode(value)
              : value.getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return false;
    }
    byte[] digest = digest(scheme, sent);
    boolean known = false;
    for (byte[] right : digests) {
      known |= MessageDigest.isEqual(right, digest); // all of them, whichever fits
    }
    return known;
  }

  private static byte[] digest(String scheme, byte[] secret) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update((scheme + "\n").getBytes(StandardCharsets.UTF_8));
      return sha.digest(secret);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
