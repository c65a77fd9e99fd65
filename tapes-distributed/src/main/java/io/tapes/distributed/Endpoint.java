package io.tapes.distributed;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address, understood: a socket file or a port of this host. */
record Endpoint(String address, @Nullable Path file, int port) {
  /** What the operating system has room for. */
  static final int MAX_PATH_BYTES = 107;

  private static final Pattern TCP = Pattern.compile("tcp://(\\[[^\\]]*\\]|[^:]*):(\\d{1,5})");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1\\]");

  /** Understands an address, or throws a sentence that names the forms that there are. */
  static Endpoint parse(String address) {
    if (address.startsWith("ipc://")) {
      return ipc(address, address.substring("ipc://".length()));
    }
    Matcher tcp = TCP.matcher(address);
    if (!tcp.matches()) {
      throw new IllegalArgumentException(
          "address '"
              + address
              + "' has an unknown form; use 'ipc://PATH', such as 'ipc://tapes_metrics.ipc',"
              + " or 'tcp://127.0.0.1:PORT'");
    }
    int port = Integer.parseInt(tcp.group(2));
    if (port > 65_535) {
      throw new IllegalArgumentException(
          "address '" + address + "' has the port " + port + "; ports end at 65535");
    }
    if (!LOOPBACK.matcher(tcp.group(1)).matches()) {
      throw new IllegalArgumentException(
          "address '"
              + address
              + "' is not on this host, and frames are not encrypted;"
              + " use 'tcp://127.0.0.1:PORT' or 'ipc://PATH'");
    }
    return new Endpoint(address.replace("localhost", "127.0.0.1"), null, port);
  }

  private static Endpoint ipc(String address, String path) {
    if (path.isEmpty() || path.equals("*")) {
      throw new IllegalArgumentException("address '" + address + "' has no path; use 'ipc://PATH'");
    }
    int bytes = path.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_PATH_BYTES) {
      throw new IllegalArgumentException(
          "address '"
              + address
              + "' has a path of "
              + bytes
              + " bytes, and socket files have room for "
              + MAX_PATH_BYTES
              + "; use a shorter path, perhaps a relative one");
    }
    try {
      return new Endpoint(address, Path.of(path), 0);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "address '" + address + "' has no valid path: " + e.getMessage(), e);
    }
  }

  /** Whether the other side is on this host. */
  boolean isLocal() {
    return file != null || LOOPBACK.matcher(host()).matches();
  }

  private String host() {
    Matcher tcp = TCP.matcher(address);
    return tcp.matches() ? tcp.group(1) : "";
  }

  /** As {@link #parse}, for workers: they need a port that is known already. */
  static Endpoint parseRemote(String address) {
    Endpoint endpoint = parse(address);
    if (endpoint.file == null && endpoint.port == 0) {
      throw new IllegalArgumentException(
          "address '" + address + "' has the port 0; use the port on which the aggregator listens");
    }
    return endpoint;
  }

  @Override
  public String toString() {
    return address;
  }
}
