package io.tapes.reporters.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The page for browsers. Made once: it is the same for all. */
final class Dashboard {
  private final Answer plain;
  private final Answer packed;

  Dashboard() {
    byte[] page = read();
    String policy = policy(new String(page, StandardCharsets.UTF_8));
    plain = answer(page, policy, false);
    packed = answer(page, policy, true);
  }

  Answer answer(boolean gzip) {
    return gzip ? packed : plain;
  }

  private static byte[] read() {
    try (InputStream in = Dashboard.class.getResourceAsStream("dashboard.html")) {
      if (in == null) {
        throw new IllegalStateException("dashboard.html is missing from the tapes-reporters jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer answer(byte[] page, String policy, boolean gzip) {
    try {
      Body body =
          Body.of(
              (out, bytes) -> {
                out.write(page);
                return false;
              },
              "",
              gzip);
      return Answer.of("text/html; charset=utf-8", gzip, body)
          .with(Map.of("Content-Security-Policy", List.of(policy)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The page runs its own script and asks its own server; nothing else is let in, also no script
   * that a metric's name might smuggle in, since the one that may run is told by its digest.
   */
  private static String policy(String page) {
    return "default-src 'none'; script-src "
        + digest(page, "script")
        + "; style-src "
        + digest(page, "style")
        + "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
        + " frame-ancestors 'none'";
  }

  private static String digest(String page, String element) {
    int start = page.indexOf("<" + element + ">") + element.length() + 2;
    String content = page.substring(start, page.indexOf("</" + element + ">", start));
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(sha) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
