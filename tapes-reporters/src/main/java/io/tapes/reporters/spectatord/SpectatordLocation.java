package io.tapes.reporters.spectatord;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place where lines for spectatord go, as the clients of all languages write it.
 *
 * @param kind which of the places
 * @param host of {@link Kind#UDP}, without brackets; otherwise empty
 * @param port of {@link Kind#UDP}; otherwise 0
 * @param path of {@link Kind#UNIX} and {@link Kind#FILE}; otherwise empty
 */
public record SpectatordLocation(Kind kind, String host, int port, String path) {
  /** The kinds of places. */
  public enum Kind {
    /** Nowhere. */
    NONE,
    /** A list in memory. */
    MEMORY,
    /** The standard output. */
    STDOUT,
    /** The standard error output. */
    STDERR,
    /** A UDP port. */
    UDP,
    /** A Unix datagram socket. */
    UNIX,
    /** A file, which is appended to. */
    FILE
  }

  private static final String UDP = "udp://";
  private static final String UNIX = "unix://";
  private static final String FILE = "file://";

  /** The port that the agent has unless it is told otherwise. */
  private static final int PORT = 1234;

  /** Not by URI, which has no hosts with underscores, as compose files name them. */
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[^\\[\\]/]+\\]|[^\\[\\]/:@?#\\s]+)(?::(\\d{1,5}))?/?");

  /**
   * Returns the place of a text.
   *
   * @param location {@code none}, {@code memory}, {@code stdout}, {@code stderr}, {@code udp}
   *     (127.0.0.1:1234), {@code unix} (the agent's usual socket), {@code file://PATH}, {@code
   *     udp://HOST:PORT} or {@code unix://PATH}; {@code udp://} and {@code unix://} are the usual
   *     ones, and a host without a port has the usual port
   * @return the place
   * @throws IllegalArgumentException if it is none of these
   */
  public static SpectatordLocation of(String location) {
    return switch (location) {
      case "none" -> at(Kind.NONE, "");
      case "memory" -> at(Kind.MEMORY, "");
      case "stdout" -> at(Kind.STDOUT, "");
      case "stderr" -> at(Kind.STDERR, "");
      case "udp", UDP -> new SpectatordLocation(Kind.UDP, "127.0.0.1", PORT, "");
      case "unix", UNIX -> at(Kind.UNIX, "/run/spectatord/spectatord.unix");
      default -> chosen(location);
    };
  }

  private static SpectatordLocation chosen(String location) {
    if (location.startsWith(UDP)) {
      return udp(location);
    }
    boolean unix = location.startsWith(UNIX);
    if (!unix && !location.startsWith(FILE)) {
      throw unknown(location);
    }
    String path = location.substring(unix ? UNIX.length() : FILE.length());
    if (path.isBlank() || path.indexOf('\0') >= 0) {
      throw unknown(location);
    }
    return at(unix ? Kind.UNIX : Kind.FILE, path);
  }

  private static SpectatordLocation at(Kind kind, String path) {
    return new SpectatordLocation(kind, "", 0, path);
  }

  private static SpectatordLocation udp(String location) {
    Matcher parts = HOST_AND_PORT.matcher(location.substring(UDP.length()));
    if (parts.matches()) {
      int port = parts.group(2) == null ? PORT : Integer.parseInt(parts.group(2));
      if (port >= 1 && port <= 65535) {
        return new SpectatordLocation(
            Kind.UDP, parts.group(1).replaceAll("[\\[\\]]", ""), port, "");
      }
    }
    throw unknown(location);
  }

  /**
   * Returns whether it is certainly on this host.
   *
   * @return false for UDP to anything but a loopback address
   */
  public boolean isLocal() {
    return kind != Kind.UDP
        || host.equals("localhost")
        || host.equals("::1")
        || host.startsWith("127.");
  }

  private static IllegalArgumentException unknown(String location) {
    return new IllegalArgumentException(
        "'"
            + location
            + "' is no place for lines of spectatord; write none, memory, stdout, stderr, udp, unix,"
            + " file://PATH, udp://HOST:PORT or unix://PATH");
  }
}
