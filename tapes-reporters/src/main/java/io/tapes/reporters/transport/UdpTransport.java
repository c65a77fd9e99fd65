package io.tapes.reporters.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines as UDP datagrams, as many as fit into one each. A line is never torn apart; one that
 * is longer than a datagram is dropped and counted.
 *
 * <p>The host name is looked up at the first send and again after each failure. The channel is
 * connected, so that the system tells when nobody listens on a reachable host; that news comes with
 * the send after the lost one.
 *
 * <p>One thread at a time may use an instance.
 */
public final class UdpTransport implements LineTransport {
  /** What fits into an Ethernet frame over IPv4 or IPv6, with room for a tunnel's header. */
  public static final int DEFAULT_DATAGRAM_BYTES = 1432;

  private final BufferedLines lines;

  /**
   * A transport with datagrams of at most {@link #DEFAULT_DATAGRAM_BYTES}.
   *
   * @param host a name or an address of IPv4 or IPv6; not looked up yet
   * @param port from 1 to 65535
   * @throws IllegalArgumentException if the port is out of range
   */
  public UdpTransport(String host, int port) {
    this(host, port, DEFAULT_DATAGRAM_BYTES);
  }

  /**
   * A transport with a limit of its own.
   *
   * @param host a name or an address of IPv4 or IPv6; not looked up yet
   * @param port from 1 to 65535
   * @param datagramBytes the most bytes of a datagram, from 1 to 65507
   * @throws IllegalArgumentException if the port or the limit is out of range
   */
  public UdpTransport(String host, int port, int datagramBytes) {
    Targets.requirePort(port);
    Targets.requireDatagramBytes(datagramBytes);
    lines =
        new BufferedLines(datagramBytes, BufferedLines.Layout.SEPARATED, new Socket(host, port));
  }

  @Override
  public void send(String line) throws IOException {
    lines.send(line);
  }

  @Override
  public void flush() throws IOException {
    lines.flush();
  }

  @Override
  public void discard() {
    lines.discard();
  }

  @Override
  public long deliveredLines() {
    return lines.deliveredLines();
  }

  @Override
  public long droppedLines() {
    return lines.droppedLines();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** The channel, opened when it is needed and given up after a failure. */
  private static final class Socket implements BufferedLines.Carrier {
    private final String host;
    private final int port;
    private @Nullable DatagramChannel channel;

    Socket(String host, int port) {
      this.host = host;
      this.port = port;
    }

    @Override
    public void carry(ByteBuffer datagram) throws IOException {
      try {
        connected().write(datagram);
      } catch (IOException | RuntimeException e) {
        close();
        throw new IOException(
            "cannot send to udp://" + Targets.hostAndPort(host, port) + ": " + e, e);
      }
    }

    private DatagramChannel connected() throws IOException {
      DatagramChannel known = channel;
      if (known != null && known.isOpen()) { // an interrupt closes a channel
        return known;
      }
      InetSocketAddress target = new InetSocketAddress(host, port);
      if (target.isUnresolved()) {
        throw new UnknownHostException("no address for host '" + host + "'; check the name");
      }
      DatagramChannel opened = DatagramChannel.open();
      try {
        opened.connect(target);
      } catch (IOException | RuntimeException e) {
        opened.close();
        throw e;
      }
      channel = opened;
      return opened;
    }

    @Override
    public void close() throws IOException {
      DatagramChannel known = channel;
      channel = null;
      if (known != null) {
        known.close();
      }
    }
  }
}
