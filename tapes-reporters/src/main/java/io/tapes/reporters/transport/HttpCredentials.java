package io.tapes.reporters.transport;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Values of the Authorization header. */
final class HttpCredentials {
  private HttpCredentials() {}

  static String basic(String user, String password) {
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("user '" + user + "' has a colon; HTTP allows none");
    }
    requireGiven("user", user);
    requireGiven("password", password);
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  static String bearer(String token) {
    requireGiven("token", token);
    return "Bearer " + token;
  }

  private static void requireGiven(String what, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "the " + what + " is empty, and requests would go out without it; name one");
    }
  }
}
