package io.tapes.reporters.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines as UDP datagrams, as many as fit into one each. A line is never torn apart.
 *
 * <p>The host name is looked up at the first send and again after each failure. The channel is
 * connected, so that the system tells when nobody listens on a reachable host; that news comes with
 * the send after the lost one.
 *
 * <p>One thread at a time may use an instance.
 */
public final class UdpTransport implements AutoCloseable {
  /** What fits into an Ethernet frame over IPv4 or IPv6, with room for a tunnel's header. */
  public static final int DEFAULT_DATAGRAM_BYTES = 1432;

  private final String host;
  private final int port;
  private final ByteBuffer buffer;
  private @Nullable DatagramChannel channel;
  private long bufferedLines;
  private long deliveredLines;
  private long droppedLines;
  private boolean closed;

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
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
    if (datagramBytes < 1 || datagramBytes > 65507) {
      throw new IllegalArgumentException(
          "datagram limit " + datagramBytes + " is not between 1 and 65507 bytes");
    }
    this.host = host;
    this.port = port;
    this.buffer = ByteBuffer.allocate(datagramBytes);
  }

  /**
   * Adds a line to the datagram being filled, and first sends that one off if there is no room. A
   * line longer than a datagram is dropped and counted.
   *
   * @param line without a line end; line feeds inside do not split it
   * @throws IOException if a datagram could not be sent; its lines and this one are dropped
   */
  public void send(String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > buffer.capacity()) {
      droppedLines++;
      return;
    }
    int needed = buffer.position() == 0 ? bytes.length : bytes.length + 1;
    if (needed > buffer.remaining()) {
      flush();
    }
    if (buffer.position() > 0) {
      buffer.put((byte) '\n');
    }
    buffer.put(bytes);
    bufferedLines++;
  }

  /**
   * Sends what waits. Without anything waiting it does nothing.
   *
   * @throws IOException if it could not be sent; the waiting lines are dropped
   */
  public void flush() throws IOException {
    if (bufferedLines == 0) {
      return;
    }
    buffer.flip();
    try {
      connected().write(buffer);
      deliveredLines += bufferedLines;
    } catch (IOException | RuntimeException e) {
      disconnect();
      throw new IOException("cannot send to udp://" + hostAndPort() + ": " + e, e);
    } finally {
      discard();
    }
  }

  /** Drops what waits, for callers that will send it again. */
  public void discard() {
    buffer.clear();
    bufferedLines = 0;
  }

  /**
   * How many lines left in datagrams.
   *
   * @return lines given to the network since the start; UDP does not tell whether they arrived
   */
  public long deliveredLines() {
    return deliveredLines;
  }

  /**
   * How many lines were longer than a datagram.
   *
   * @return lines dropped since the start
   */
  public long droppedLines() {
    return droppedLines;
  }

  private DatagramChannel connected() throws IOException {
    if (closed) {
      throw new IOException("the transport is closed; make a new one");
    }
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

  private String hostAndPort() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  private void disconnect() throws IOException {
    DatagramChannel known = channel;
    channel = null;
    if (known != null) {
      known.close();
    }
  }

  /** Drops what was not flushed and closes the channel. A second call does nothing. */
  @Override
  public void close() throws IOException {
    closed = true;
    disconnect();
  }
}
