package io.tapes.reporters.prometheus;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** The address of this machine in the network by which another one is reached. */
final class LocalAddress {
  /** Any: nothing is sent there. */
  private static final int DISCARD = 9;

  private LocalAddress() {}

  static String towards(URI server) {
    String host = server.getHost();
    // Connecting a socket for datagrams looks for the way and sends nothing.
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(host), DISCARD));
      return socket.getLocalAddress().getHostAddress();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the address of this machine towards '"
              + host
              + "' is not known: "
              + e
              + "; set the instance with grouping(\"instance\", …)",
          e);
    }
  }
}
