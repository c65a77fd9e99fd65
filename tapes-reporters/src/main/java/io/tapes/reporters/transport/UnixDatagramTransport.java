package io.tapes.reporters.transport;

import java.nio.file.Path;

/**
 * Sends lines as datagrams to a Unix socket, as many as fit into one each, as statsd exporters and
 * agents take them.
 *
 * <p>The JDK has no such sockets, so this needs Netty's native transport, an optional dependency:
 * {@code io.netty:netty-transport-native-epoll} with the classifier of the platform, such as {@code
 * linux-x86_64}, in the version of Netty's classes. On systems other than Linux there is none.
 *
 * <p>A receiver whose queue is full is waited for, up to five seconds for a datagram, and nothing
 * is lost. An interrupt ends that wait: the datagram does not leave.
 *
 * <p>One thread at a time may use an instance.
 */
public final class UnixDatagramTransport extends BufferedLines {
  /**
   * Returns a transport with datagrams of at most 8 KiB: no network is in between that would split
   * them.
   *
   * @param socket the file of the receiver's socket; need not exist yet
   * @throws IllegalStateException if Netty's native transport is not on the class path, or in
   *     another version than Netty's classes
   */
  public UnixDatagramTransport(Path socket) {
    this(socket, 8 << 10);
  }

  /**
   * Returns a transport with a limit of its own.
   *
   * @param socket the file of the receiver's socket; need not exist yet
   * @param datagramBytes the most bytes of a datagram, from 1 to 65507
   * @throws IllegalArgumentException if the limit is out of range
   * @throws IllegalStateException if Netty's native transport is not on the class path, or in
   *     another version than Netty's classes
   */
  public UnixDatagramTransport(Path socket, int datagramBytes) {
    super(Targets.requireDatagramBytes(datagramBytes), Layout.SEPARATED, carrier(socket));
  }

  private static LineCarrier carrier(Path socket) {
    try {
      return EpollDatagrams.to(socket);
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "Unix datagram sockets need Netty's native transport, which cannot be used here; add the"
              + " artifact io.netty:netty-transport-native-epoll with the classifier of the"
              + " platform, such as linux-x86_64 (tapes-bom has its version), or use a stream"
              + " socket or UDP",
          e);
    }
  }
}
