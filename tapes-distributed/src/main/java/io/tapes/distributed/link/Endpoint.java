package io.tapes.distributed.link;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address, understood: a socket file, or a port of this host or another one. */
public record Endpoint(String address, @Nullable Path file, int port) {
  /** What the JDK takes; the operating system has room for one more, which no peer could reach. */
  public static final int MAX_PATH_BYTES = 106;

  private static final Pattern TCP = Pattern.compile("tcp://(\\[[^\\]]*\\]|[^:]*):(\\d{1,5})");
  private static final Set<String> EVERYWHERE = Set.of("*", "0.0.0.0", "[::]");
  private static final Pattern LOOPBACK =
      Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1\\]");

  /** Understands an address, or throws a sentence that names the forms that there are. */
  public static Endpoint parse(String address) {
    if (address.startsWith("ipc://")) {
      return ipc(address, address.substring("ipc://".length()));
    }
    Matcher tcp = TCP.matcher(address);
    if (!tcp.matches()) {
      throw new IllegalArgumentException(
          "address '"
              + address
              + "' has an unknown form; use 'ipc://PATH', such as 'ipc://tapes_metrics.ipc',"
              + " 'tcp://127.0.0.1:PORT', or 'tcp://HOST:PORT' with keys");
    }
    int port = Integer.parseInt(tcp.group(2));
    if (port > 65_535) {
      throw new IllegalArgumentException(
          "address '" + address + "' has the port " + port + "; ports end at 65535");
    }
    if (tcp.group(1).isEmpty()) {
      throw new IllegalArgumentException(
          "address '" + address + "' has no host; use 'tcp://127.0.0.1:" + port + "'");
    }
    return new Endpoint("tcp://" + Hosts.normalised(tcp.group(1)) + ":" + port, null, port);
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

  /** Returns whether the other side is on this host. */
  public boolean isLocal() {
    return file != null || LOOPBACK.matcher(host()).matches();
  }

  /** The host of an address with a port, as it is written there. */
  String host() {
    Matcher tcp = TCP.matcher(address);
    return tcp.matches() ? tcp.group(1) : "";
  }

  public boolean isIpv6() {
    return address.startsWith("tcp://[");
  }

  /** This address with the port that was chosen for 0. */
  String bound(String chosen) {
    return port > 0
        ? address
        : address.substring(0, address.lastIndexOf(':'))
            + chosen.substring(chosen.lastIndexOf(':'));
  }

  /** Returns where processes of this host find who listens on all addresses. */
  public static String asSeenHere(String address) {
    Matcher tcp = TCP.matcher(address);
    return tcp.matches() && EVERYWHERE.contains(tcp.group(1))
        ? "tcp://" + (tcp.group(1).equals("[::]") ? "[::1]" : "127.0.0.1") + ":" + tcp.group(2)
        : address;
  }

  /**
   * Throws a sentence if keys are missing, or are of no use.
   *
   * @param remedy what gives the missing keys
   */
  public void check(boolean keys, String remedy) {
    if (file != null && keys) {
      throw new IllegalArgumentException(
          "address '"
              + address
              + "' is a socket file, which needs no keys: only its owner may open it;"
              + " leave them out or use 'tcp://HOST:PORT'");
    }
    if (!keys && !isLocal()) {
      throw new IllegalArgumentException(
          "address '"
              + address
              + "' may be reached by other hosts, so it needs keys; "
              + remedy
              + " ('tapes keygen' makes keys), or use 'tcp://127.0.0.1:PORT' or 'ipc://PATH'");
    }
  }

  /** As {@link #parse}, for workers: they need a host and a port that are known already. */
  public static Endpoint parseRemote(String address) {
    Endpoint endpoint = parse(address);
    if (endpoint.file == null && endpoint.port == 0) {
      throw new IllegalArgumentException(
          "address '" + address + "' has the port 0; use the port on which the aggregator listens");
    }
    if (EVERYWHERE.contains(endpoint.host())) {
      throw new IllegalArgumentException(
          "address '" + address + "' is where to listen; a worker needs the name of a host");
    }
    return endpoint;
  }

  @Override
  public String toString() {
    return address;
  }
}
