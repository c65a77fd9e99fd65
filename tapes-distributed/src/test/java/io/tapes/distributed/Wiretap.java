package io.tapes.distributed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Stands between a worker and its aggregator, and keeps what the worker sends. */
final class Wiretap implements AutoCloseable {
  private final ServerSocket listening;
  private final int to;
  private final List<Socket> sockets = new ArrayList<>();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

  Wiretap(int to) throws IOException {
    this.to = to;
    listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    run(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** All that workers have sent. */
  synchronized byte[] heard() {
    return heard.toByteArray();
  }

  boolean hasHeard(String text) {
    return new String(heard(), StandardCharsets.ISO_8859_1).contains(text);
  }

  private void accept() throws IOException {
    while (true) {
      Socket worker = listening.accept();
      Socket aggregator = new Socket(InetAddress.getLoopbackAddress(), to);
      synchronized (this) {
        sockets.add(worker);
        sockets.add(aggregator);
      }
      run(() -> copy(worker, aggregator, true));
      run(() -> copy(aggregator, worker, false));
    }
  }

  private void copy(Socket from, Socket into, boolean keep) throws IOException {
    try (from;
        into) {
      InputStream in = from.getInputStream();
      byte[] buffer = new byte[65_536];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (keep) {
          synchronized (this) {
            heard.write(buffer, 0, n);
          }
        }
        into.getOutputStream().write(buffer, 0, n);
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void run(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // One of the two has ended.
              }
            },
            "wiretap");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
