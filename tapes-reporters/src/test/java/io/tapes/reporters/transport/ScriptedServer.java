package io.tapes.reporters.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An HTTP server that gives the next answer of its script to each request, byte by byte as told.
 */
final class ScriptedServer implements AutoCloseable {
  /** What it does with a request. */
  @FunctionalInterface
  interface Step {
    void answer(Socket socket) throws IOException, InterruptedException;
  }

  /**
   * What it was sent.
   *
   * @param head the request line and headers, names in lower case
   * @param body the body
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Request(List<String> head, byte[] body) {
    boolean has(String headerLine) {
      return head.contains(headerLine);
    }
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final BlockingQueue<Step> script;
  private final Thread thread = new Thread(this::serve, "scripted server");

  ScriptedServer(Step... script) throws IOException {
    this.script = new LinkedBlockingQueue<>(Arrays.asList(script));
    thread.setDaemon(true);
    thread.start();
  }

  /** Answers with a status, headers and a body, then closes. */
  static Step status(int status, String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + " X\r\nConnection: close\r\nContent-Length: "
            + bytes.length
            + "\r\n"
            + headers
            + "\r\n";
    return socket -> {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(bytes);
    };
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        requests.add(read(socket.getInputStream()));
        script.take().answer(socket);
      } catch (IOException | InterruptedException e) {
        // the client went away, or the test is over
      }
    }
  }

  private static Request read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("half a request");
      }
      head.write(next);
    }
    List<String> lines =
        head.toString(StandardCharsets.UTF_8).lines().map(ScriptedServer::lowerName).toList();
    int length =
        lines.stream()
            .filter(line -> line.startsWith("content-length: "))
            .mapToInt(line -> Integer.parseInt(line.substring(16)))
            .sum();
    return new Request(lines, in.readNBytes(length));
  }

  private static String lowerName(String line) {
    int colon = line.indexOf(": ");
    return colon < 0
        ? line
        : line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
  }

  @Override
  public void close() throws IOException {
    server.close();
    thread.interrupt();
  }
}
