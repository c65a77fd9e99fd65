package io.tapes.reporters.transport;

import io.tapes.support.Durations;
import java.time.Duration;

/** Checks of settings that several transports have, and how targets are written. */
final class Targets {
  private Targets() {}

  static int requirePort(int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
    return port;
  }

  static int requireDatagramBytes(int bytes) {
    if (bytes < 1 || bytes > 65507) {
      throw new IllegalArgumentException(
          "datagram limit " + bytes + " is not between 1 and 65507 bytes");
    }
    return bytes;
  }

  static int requireBufferBytes(int bytes) {
    if (bytes < 1 || bytes > 1 << 30) {
      throw new IllegalArgumentException(
          "buffer of " + bytes + " bytes is not between 1 and 2^30; 65536 is usual");
    }
    return bytes;
  }

  static Duration requirePositive(String what, Duration duration) {
    if (duration.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(
          what + " " + duration + " is shorter than 1 ms; allow more");
    }
    return Durations.saturated(duration);
  }

  /** Host and port, with the brackets that an address of IPv6 needs. */
  static String hostAndPort(String host, int port) {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
