package io.tapes.reporters.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom a request is meant for. A page of a stranger may have a name of its own resolve to a
 * loopback address (DNS rebinding) and then read, in a browser on this machine, what only this
 * machine should see; its requests carry the stranger's name in the Host header.
 */
final class HostRule {
  private final boolean restricted;
  private final Set<String> names;

  /**
   * Makes a rule.
   *
   * @param loopback whether only this machine reaches the listener: then other names are refused
   * @param configured the name or address that the listener was given
   * @param allowed further names; where there are any, other names are refused on every listener
   */
  HostRule(boolean loopback, String configured, List<String> allowed) {
    this.restricted = loopback || !allowed.isEmpty();
    this.names =
        Stream.concat(Stream.of("localhost", configured), allowed.stream())
            .map(HostRule::normal)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The answer to a request that is not for this server; empty where it is. */
  Optional<Answer> refusal(HttpRequest http) {
    List<String> hosts = http.headers().getAll(HttpHeaderNames.HOST);
    boolean needed = http.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
    if (hosts.size() > 1 || (needed && hosts.isEmpty())) {
      return Optional.of(
          Answer.error(400, "the request has " + hosts.size() + " Host headers; send one"));
    }
    Optional<String> authority = RequestPath.authority(http.uri());
    if (authority.isEmpty() && hosts.isEmpty()) {
      return Optional.empty(); // HTTP/1.0, which no browser speaks
    }
    Optional<String> name = name(authority.orElseGet(() -> hosts.get(0).strip()));
    if (name.isEmpty()) {
      return Optional.of(Answer.error(400, "the Host header is malformed; send host:port"));
    }
    return !restricted || names.contains(name.get()) || isHere(name.get())
        ? Optional.empty()
        : Optional.of(
            Answer.error(
                403,
                "this server is not known as '"
                    + name.get()
                    + "'; use localhost or an address, or add the name to allowedHosts"));
  }

  /** The name or address in front of the port; empty where there is none. */
  private static Optional<String> name(String authority) {
    boolean bracket = authority.startsWith("[");
    int end = bracket ? authority.indexOf(']') + 1 : authority.indexOf(':');
    if (bracket && end == 0) {
      return Optional.empty();
    }
    int colon = end < 0 ? authority.length() : end;
    String port = authority.substring(colon);
    String name = normal(authority.substring(0, colon));
    boolean wellFormed = port.isEmpty() || port.matches(":\\d{0,5}");
    return wellFormed && !name.isEmpty() ? Optional.of(name) : Optional.empty();
  }

  private static String normal(String host) {
    String name = host.startsWith("[") ? host.replaceAll("[\\[\\]]", "") : host;
    return (name.endsWith(".") ? name.substring(0, name.length() - 1) : name)
        .toLowerCase(Locale.ROOT);
  }

  /** Whether it is written as an address, and one of this machine. Asks no name server. */
  private static boolean isHere(String host) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
    if (bytes == null) {
      return false;
    }
    try {
      InetAddress address = InetAddress.getByAddress(bytes);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (UnknownHostException | SocketException e) {
      return false;
    }
  }
}
