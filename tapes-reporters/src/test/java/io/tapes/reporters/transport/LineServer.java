package io.tapes.reporters.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A server on a loopback address whose connections a test takes and reads one by one. */
final class LineServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket();

  LineServer() throws IOException {
    this(0);
  }

  LineServer(int port) throws IOException {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
  }

  LineServer(InetSocketAddress address, int backlog) throws IOException {
    server.setReuseAddress(true);
    server.setSoTimeout(20_000);
    server.bind(address, backlog);
  }

  int port() {
    return server.getLocalPort();
  }

  Connection accept() throws IOException {
    return new Connection(server.accept());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** A connection, closed in the usual way or with a reset. */
  static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader reader;

    Connection(Socket socket) throws IOException {
      this.socket = socket;
      socket.setSoTimeout(20_000);
      reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    String line() throws IOException {
      return String.valueOf(reader.readLine());
    }

    List<String> lines(int count) throws IOException {
      List<String> lines = new ArrayList<>();
      while (lines.size() < count) {
        lines.add(line());
      }
      return lines;
    }

    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
