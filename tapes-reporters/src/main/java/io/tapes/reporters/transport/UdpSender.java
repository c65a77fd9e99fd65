package io.tapes.reporters.transport;

import io.tapes.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sends single datagrams at once or not at all, for clients that send while they record: a call
 * waits neither for room nor for a name server. {@link UdpTransport} is for whole reports.
 *
 * <p>A receiver on this host that does not listen is noticed with the next datagram, of one on
 * another host perhaps later. One thread at a time may use an instance.
 */
public final class UdpSender implements AutoCloseable {
  private final int port;
  private final WatchedHost host;
  private final ByteBuffer ignored = ByteBuffer.allocate(1);
  private @Nullable DatagramChannel channel;
  private @Nullable InetAddress connectedTo;
  private boolean closed;

  /**
   * Returns a sender. It looks up no name yet.
   *
   * @param host a name or an address of IPv4 or IPv6
   * @param port from 1 to 65535
   * @throws IllegalArgumentException if the port is out of range
   */
  public UdpSender(String host, int port) {
    this.port = Targets.requirePort(port);
    this.host = new WatchedHost(host, Clock.SYSTEM);
  }

  /**
   * Looks the host up, so that no datagram gets lost meanwhile. Where that fails it is tried again
   * later, beside the sends.
   */
  public void lookUp() {
    host.lookUpNow();
  }

  /**
   * Sends a datagram.
   *
   * @param datagram what is between position and limit, at most 65507 bytes
   * @return whether there was room for it
   * @throws PortUnreachableException if nothing listened when the one before came: that is lost,
   *     and this one has not left
   * @throws IOException if it cannot be sent
   */
  public boolean send(ByteBuffer datagram) throws IOException {
    try {
      return connected().write(datagram) > 0;
    } catch (PortUnreachableException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      disconnect();
      throw new IOException("cannot send to " + destination() + ": " + e, e);
    }
  }

  /**
   * Returns whether nothing listened when the last datagram came, as far as that is known by now. A
   * refusal is told once, here or by the next {@link #send}.
   *
   * @return true if it is lost
   */
  public boolean wasRefused() {
    DatagramChannel known = channel;
    if (known == null) {
      return false;
    }
    try {
      known.read(ignored.clear());
      return false;
    } catch (PortUnreachableException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns where datagrams go.
   *
   * @return such as {@code udp://127.0.0.1:1234}
   */
  public String destination() {
    return "udp://" + Targets.hostAndPort(host.name(), port);
  }

  private DatagramChannel connected() throws IOException {
    if (closed) {
      throw new IOException("the sender is closed; make a new one");
    }
    InetAddress target = host.address();
    DatagramChannel known = channel;
    if (known != null && known.isOpen() && Objects.equals(target, connectedTo)) {
      return known;
    }
    disconnect();
    if (target == null) {
      throw new UnknownHostException("the host '" + host.name() + "' is not known (yet)");
    }
    DatagramChannel opened = UdpSocket.connected(target, port);
    opened.configureBlocking(false);
    channel = opened;
    connectedTo = target;
    return opened;
  }

  private void disconnect() {
    DatagramChannel known = channel;
    channel = null;
    if (known != null) {
      try {
        known.close();
      } catch (IOException e) {
        // it is given up anyway
      }
    }
  }

  /** Ends. A second call does nothing. */
  @Override
  public void close() {
    closed = true;
    disconnect();
  }
}
