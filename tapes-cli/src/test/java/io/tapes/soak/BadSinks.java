package io.tapes.soak;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Receivers that reporters have to live with: one that refuses connections, one that accepts them
 * and then neither reads nor answers, and one that reads and answers a byte at a time, for ever.
 */
final class BadSinks implements AutoCloseable {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final int CONNECTIONS = 100;
  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\nX-Drip: " + "d".repeat(4_000)).getBytes(StandardCharsets.US_ASCII);

  private final List<Closeable> open = new ArrayList<>();
  private final int refusingPort;
  private final int hangingPort;
  private final int drippingPort;
  private final int deadUdpPort;
  private final Path hangingSocket;

  BadSinks(Path folder) throws IOException {
    // Bound and never listening: connections are refused, and nobody else gets the port.
    SocketChannel refusing = SocketChannel.open().bind(ANY);
    open.add(refusing);
    refusingPort = port(refusing.getLocalAddress());
    hangingPort = port(serve(ServerSocketChannel.open().bind(ANY), false));
    drippingPort = port(serve(ServerSocketChannel.open().bind(ANY), true));
    hangingSocket = folder.resolve("hangs");
    serve(
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(hangingSocket)),
        false);
    // Connected elsewhere: datagrams of others are refused as if nobody were there.
    DatagramChannel dead = DatagramChannel.open().bind(ANY).connect(refusing.getLocalAddress());
    open.add(dead);
    deadUdpPort = port(dead.getLocalAddress());
  }

  private static int port(SocketAddress address) {
    return ((InetSocketAddress) address).getPort();
  }

  private SocketAddress serve(ServerSocketChannel server, boolean drips) throws IOException {
    open.add(server);
    Thread thread = new Thread(() -> accept(server, drips), drips ? "drips" : "hangs");
    thread.setDaemon(true);
    thread.start();
    return server.getLocalAddress();
  }

  private static void accept(ServerSocketChannel server, boolean drips) {
    Deque<SocketChannel> connections = new ArrayDeque<>();
    try {
      server.configureBlocking(!drips);
      while (true) {
        SocketChannel one = server.accept();
        if (one != null) {
          one.configureBlocking(false);
          connections.add(one);
        }
        if (connections.size() > CONNECTIONS) {
          connections.remove().close();
        }
        if (drips) {
          drip(connections);
          Thread.sleep(100);
        }
      }
    } catch (ClosedChannelException e) {
      // the end
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void drip(Deque<SocketChannel> connections) throws IOException {
    for (SocketChannel one : List.copyOf(connections)) {
      try {
        int read = one.read(ByteBuffer.allocate(100));
        // Its answer is as long as it takes: a byte of it each time, again and again.
        one.write(ByteBuffer.wrap(ANSWER, (int) (System.nanoTime() / 100_000_000 % 4_000), 1));
        if (read >= 0) {
          continue;
        }
      } catch (IOException e) {
        // the other end is gone
      }
      one.close();
      connections.remove(one);
    }
  }

  /** HOST:PORT of each, for what is sent over TCP. */
  List<String> tcp() {
    return List.of(
        "127.0.0.1:" + refusingPort, "127.0.0.1:" + hangingPort, "127.0.0.1:" + drippingPort);
  }

  /** HOST:PORT where no datagram is taken. */
  String udp() {
    return "127.0.0.1:" + deadUdpPort;
  }

  /** A Unix stream socket that accepts and never reads. */
  Path unix() {
    return hangingSocket;
  }

  @Override
  public void close() throws IOException {
    for (Closeable one : open) {
      one.close();
    }
  }
}
