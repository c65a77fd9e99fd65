package io.tapes.reporters.transport;

import io.tapes.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connected UDP channel, opened when it is needed, given up after a failure, and moved when its
 * host has another address.
 */
final class UdpSocket implements LineCarrier {
  private static final long LOOK_UP_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Statsd servers do not answer, so what comes is not for us; no flood of it may hold us. */
  private static final int MOST_ANSWERS = 16;

  private final String host;
  private final int port;
  private final Clock clock;
  private final Pace pace;
  private final ByteBuffer ignored = ByteBuffer.allocate(1);
  private @Nullable DatagramChannel channel;
  private @Nullable InetAddress address;
  private long lookedUpNanos;

  UdpSocket(String host, int port, Clock clock, Pace pace) {
    this.host = host;
    this.port = port;
    this.clock = clock;
    this.pace = pace;
  }

  @Override
  public void carry(ByteBuffer datagram) throws IOException {
    try {
      pace.await(datagram.remaining());
      DatagramChannel usable = connected();
      requireNoRefusal(usable); // of an earlier one: this one does not leave, and is not lost
      usable.write(datagram);
      requireNoRefusal(usable); // of this one, where the receiver is on this host
    } catch (IOException | RuntimeException e) {
      close();
      throw new IOException("cannot send to " + destination() + ": " + e, e);
    }
  }

  @Override
  public String destination() {
    return "udp://" + Targets.hostAndPort(host, port);
  }

  /** The system tells of a refusal once, with whatever comes next; a read costs no datagram. */
  private void requireNoRefusal(DatagramChannel open) throws IOException {
    open.configureBlocking(false);
    int answers = 0;
    while (answers < MOST_ANSWERS && open.read(ignored.clear()) > 0) {
      answers++;
    }
    open.configureBlocking(true); // a write waits for room
  }

  private DatagramChannel connected() throws IOException {
    DatagramChannel known = channel;
    if (known != null && known.isOpen() && !hasMoved()) { // an interrupt closes a channel
      return known;
    }
    close();
    InetAddress target = InetAddress.getByName(host);
    DatagramChannel opened = connected(target, port);
    channel = opened;
    address = target;
    lookedUpNanos = clock.nanoTime();
    return opened;
  }

  /** A new channel to a receiver. */
  static DatagramChannel connected(InetAddress target, int port) throws IOException {
    DatagramChannel opened = DatagramChannel.open();
    try {
      opened.connect(new InetSocketAddress(target, port));
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  /** Whether the address is none of the host's any more; what cannot be looked up has not moved. */
  private boolean hasMoved() {
    long now = clock.nanoTime();
    if (now - lookedUpNanos < LOOK_UP_NANOS) {
      return false;
    }
    lookedUpNanos = now;
    try {
      return !Arrays.asList(InetAddress.getAllByName(host)).contains(address);
    } catch (UnknownHostException e) {
      return false;
    }
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
