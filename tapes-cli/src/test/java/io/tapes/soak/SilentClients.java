package io.tapes.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Clients of an HTTP server that ask and never read, or never finish their request. One thread. */
final class SilentClients implements AutoCloseable {
  private static final int AT_ONCE = 12;
  private static final List<String> REQUESTS =
      List.of(
          "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
          "GET /stats HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n",
          "GET /stats HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Unfinished: ",
          "");

  private final InetSocketAddress server;
  private final Deque<SocketChannel> connections = new ArrayDeque<>();
  private int opened;

  SilentClients(URI server) {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
  }

  /** Opens another one, and closes the oldest when there are enough. */
  void next() throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    connections.add(channel);
    String request = REQUESTS.get(opened++ % REQUESTS.size());
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    if (connections.size() > AT_ONCE) {
      connections.remove().close();
    }
  }

  int opened() {
    return opened;
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : connections) {
      channel.close();
    }
  }
}
