package io.tapes.reporters.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends lines over a stream socket, each with a line feed behind it: TCP, with TLS or without, or a
 * Unix socket.
 *
 * <p>It connects with the first flush and stays connected. A peer that hung up in between is
 * noticed before the next write, and connected to again without loss. After a failure the next
 * connection is tried not before half a second, doubling to 30 seconds; earlier flushes fail at
 * once. Each connection looks up the host name again and tries all its addresses.
 *
 * <p>Neither a peer that does not answer nor one that stopped reading holds a thread for longer
 * than the two time-outs. Memory is that of the buffer. What the peer had not read when its machine
 * died is lost: a stream of lines has no receipts.
 *
 * <p>One thread at a time may use an instance.
 */
public final class StreamTransport extends BufferedLines {
  StreamTransport(StreamTransportBuilder settings) {
    super(settings.bufferBytes, Layout.TERMINATED, new Stream(settings));
  }

  /**
   * Returns a transport over TCP.
   *
   * @param host a name or an address of IPv4 or IPv6; not looked up yet
   * @param port from 1 to 65535
   * @return a builder
   * @throws IllegalArgumentException if the port is out of range
   */
  public static StreamTransportBuilder tcp(String host, int port) {
    Targets.requirePort(port);
    return new StreamTransportBuilder(
        "tcp://" + Targets.hostAndPort(host, port), () -> addresses(host, port));
  }

  /**
   * Returns a transport over TCP with TLS.
   *
   * @param host the name or the address that the server's certificate has; not looked up yet
   * @param port from 1 to 65535
   * @return a builder
   * @throws IllegalArgumentException if the port is out of range
   */
  public static StreamTransportBuilder tls(String host, int port) {
    Targets.requirePort(port);
    return new StreamTransportBuilder(
        "tls://" + Targets.hostAndPort(host, port),
        () -> addresses(host, port),
        new StreamTls(host, port));
  }

  /**
   * Returns a transport over a Unix stream socket.
   *
   * @param socket the file of the socket; need not exist yet
   * @return a builder
   */
  public static StreamTransportBuilder unix(Path socket) {
    return new StreamTransportBuilder(
        "unix://" + socket, () -> List.of(UnixDomainSocketAddress.of(socket)));
  }

  private static List<SocketAddress> addresses(String host, int port) throws IOException {
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .<SocketAddress>map(address -> new InetSocketAddress(address, port))
          .toList();
    } catch (UnknownHostException e) {
      throw new IOException("no address for host '" + host + "'; check the name", e);
    }
  }

  /** Where to connect to, looked up for each connection. */
  @FunctionalInterface
  interface Addresses {
    List<SocketAddress> find() throws IOException;
  }

  /** The connection, made when it is needed and given up after a failure. */
  private static final class Stream implements LineCarrier {
    private final StreamTransportBuilder settings;
    private final BackOff backOff;
    private @Nullable Connection connection;

    Stream(StreamTransportBuilder settings) {
      this.settings = settings.copy();
      this.backOff = new BackOff(settings.clock);
    }

    @Override
    public void carry(ByteBuffer bytes) throws IOException {
      Connection known = connection;
      if (known != null && known.isHungUp()) {
        close();
        known = null;
      }
      if (known == null) {
        backOff.requireElapsed(settings.target);
      }
      try {
        Connection usable = known == null ? connect() : known;
        connection = usable;
        usable.write(bytes, settings.writeTimeout);
      } catch (IOException | RuntimeException e) {
        close();
        backOff.failed();
        throw new IOException("cannot send to " + settings.target + ": " + e, e);
      }
      backOff.succeeded();
    }

    @Override
    public String destination() {
      return settings.target;
    }

    private Connection connect() throws IOException {
      IOException failure = new IOException("no address");
      for (SocketAddress address : settings.addresses.find()) {
        try {
          return settings.encrypted(StreamConnection.open(address, settings.connectTimeout));
        } catch (IOException e) {
          failure = e;
          if (Thread.currentThread().isInterrupted()) {
            break;
          }
        }
      }
      throw failure;
    }

    @Override
    public void close() throws IOException {
      Connection known = connection;
      connection = null;
      if (known != null) {
        known.close();
      }
    }
  }
}
