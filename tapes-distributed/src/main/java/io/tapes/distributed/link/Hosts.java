package io.tapes.distributed.link;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One way of writing each host, so that both sides of a connection name it alike. */
final class Hosts {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  private Hosts() {}

  /** The host of an address, such as {@code localhost} or {@code [::1]}. Looks up no name. */
  static String normalised(String host) {
    if (host.equals("localhost")) {
      return "127.0.0.1";
    }
    if (IPV4.matcher(host).matches()) {
      return Arrays.stream(host.split("\\.", -1))
          .map(part -> Integer.toString(Integer.parseInt(part)))
          .collect(Collectors.joining("."));
    }
    return host.startsWith("[") ? ipv6(host) : host;
  }

  private static String ipv6(String host) {
    try {
      if (InetAddress.getByName(host) instanceof Inet6Address address) {
        return address.isLoopbackAddress()
            ? "[::1]"
            : address.isAnyLocalAddress() ? "[::]" : "[" + address.getHostAddress() + "]";
      }
    } catch (UnknownHostException e) {
      // The socket that listens or connects says what is wrong with it.
    }
    return host;
  }
}
