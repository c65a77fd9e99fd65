package io.tapes.distributed.box;

import io.tapes.distributed.link.Endpoint;
import io.tapes.distributed.link.LinkedPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where an aggregator listens, as it is in all containers of a host, and however it is written.
 *
 * @param key 20 hexadecimal digits, the same for all who mean the same place
 */
public record Place(String key) {
  static final int DIGITS = 20;
  private static final Path NETWORK = Path.of("/proc/self/ns/net");

  /**
   * Returns the place of an address.
   *
   * @param address the endpoint's, with the port that was chosen, as workers of this host see it
   */
  public static Place of(Endpoint endpoint, String address) {
    Path file = endpoint.file();
    return new Place(hash(file == null ? network() + " " + address : identity(file)));
  }

  private static String identity(Path file) {
    try {
      return Mounts.identify(LinkedPath.resolve(file));
    } catch (IOException unreadable) {
      return file.toAbsolutePath().normalize().toString();
    }
  }

  /** A port means something else in each network namespace. */
  private static String network() {
    try {
      return Files.readSymbolicLink(NETWORK).toString();
    } catch (IOException | UnsupportedOperationException noNamespaces) {
      return "";
    }
  }

  private static String hash(String where) {
    return HexFormat.of().formatHex(sha256(where), 0, DIGITS / 2);
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
