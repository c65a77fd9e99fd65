package io.tapes.reporters.transport;

import io.tapes.Clock;

/**
 * Sends lines as UDP datagrams, as many as fit into one each. A line is never torn apart; one that
 * is longer than a datagram is dropped and counted.
 *
 * <p>A receiver on this host that does not listen is noticed with the datagram that it refuses,
 * which then counts as not delivered. Of one on another host the news comes some time later: the
 * datagrams sent in between are lost, and the next call throws without sending.
 *
 * <p>A burst of more than about 40 kB is paced to some 2.7 MB of full datagrams in a second, so
 * that the receiver's buffer, 208 KiB on most Linux systems, does not overflow; {@link #send} and
 * {@link #flush} then wait.
 *
 * <p>The host name is looked up at the first send, again after each failure, and every minute. One
 * thread at a time may use an instance.
 */
public final class UdpTransport extends BufferedLines {
  /** What fits into an Ethernet frame over IPv4 or IPv6, with room for a tunnel's header. */
  public static final int DEFAULT_DATAGRAM_BYTES = 1432;

  /**
   * Returns a transport with datagrams of at most {@link #DEFAULT_DATAGRAM_BYTES}.
   *
   * @param host a name or an address of IPv4 or IPv6; not looked up yet
   * @param port from 1 to 65535
   * @throws IllegalArgumentException if the port is out of range
   */
  public UdpTransport(String host, int port) {
    this(host, port, DEFAULT_DATAGRAM_BYTES);
  }

  /**
   * Returns a transport with a limit of its own.
   *
   * @param host a name or an address of IPv4 or IPv6; not looked up yet
   * @param port from 1 to 65535
   * @param datagramBytes the most bytes of a datagram, from 1 to 65507
   * @throws IllegalArgumentException if the port or the limit is out of range
   */
  public UdpTransport(String host, int port, int datagramBytes) {
    this(host, port, datagramBytes, Clock.SYSTEM, Sleeper.SYSTEM);
  }

  UdpTransport(String host, int port, int datagramBytes, Clock clock, Sleeper sleeper) {
    super(
        Targets.requireDatagramBytes(datagramBytes),
        Layout.SEPARATED,
        new UdpSocket(host, Targets.requirePort(port), clock, new Pace(clock, sleeper)));
  }
}
