package io.tapes.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Servers that keep what is sent to them: datagrams, a connection, requests. */
final class Receivers implements AutoCloseable {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final DatagramSocket statsd = new DatagramSocket(0, HERE);
  private final DatagramSocket spectatord = new DatagramSocket(0, HERE);
  private final ServerSocket graphite = new ServerSocket(0, 1, HERE);
  private final HttpServer http = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
  private final Heard statsdText = new Heard();
  private final Heard spectatordText = new Heard();
  private final Heard graphiteText = new Heard();
  private final List<String> requests = new ArrayList<>();

  Receivers() throws IOException {
    datagrams(statsd, statsdText);
    datagrams(spectatord, spectatordText);
    daemon(
        () -> {
          try (Socket socket = graphite.accept();
              InputStream in = socket.getInputStream()) {
            for (int next = in.read(); next >= 0; next = in.read()) {
              graphiteText.append(Character.toString(next));
            }
          }
        });
    http.createContext("/", this::take);
    http.start();
  }

  /** Text that one thread hears and others read. */
  private static final class Heard {
    private final StringBuilder text = new StringBuilder();

    synchronized void append(String more) {
      text.append(more);
    }

    @Override
    public synchronized String toString() {
      return text.toString();
    }
  }

  /** What may end because a socket was closed. */
  private interface Loop {
    void run() throws IOException;
  }

  private static void daemon(Loop loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (IOException e) {
                // closed
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static void datagrams(DatagramSocket socket, Heard text) {
    daemon(
        () -> {
          while (true) {
            DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
            socket.receive(packet);
            text.append(
                new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8) + "\n");
          }
        });
  }

  private void take(HttpExchange exchange) throws IOException {
    boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream in = exchange.getRequestBody();
    byte[] body = (gzip ? new GZIPInputStream(in) : in).readAllBytes();
    String request =
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + (gzip ? " gzip" : "")
            + "\n"
            + new String(body, StandardCharsets.UTF_8);
    synchronized (requests) {
      requests.add(request);
    }
    exchange.sendResponseHeaders(
        exchange.getRequestURI().getPath().startsWith("/v1") ? 200 : 204, -1);
    exchange.close();
  }

  /** Whether there was a request that begins so and holds that. */
  boolean hasRequest(String beginning, String content) {
    synchronized (requests) {
      return requests.stream().anyMatch(r -> r.startsWith(beginning) && r.contains(content));
    }
  }

  List<String> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  String statsdAddress() {
    return "127.0.0.1:" + statsd.getLocalPort();
  }

  String spectatordAddress() {
    return "127.0.0.1:" + spectatord.getLocalPort();
  }

  String graphiteAddress() {
    return "127.0.0.1:" + graphite.getLocalPort();
  }

  String statsdText() {
    return statsdText.toString();
  }

  String spectatordText() {
    return spectatordText.toString();
  }

  String graphiteText() {
    return graphiteText.toString();
  }

  /** The sum of the increases of a counter, as a server has it. */
  long counted(String name) {
    long sum = 0;
    for (String line : statsdText().split("\n", -1)) {
      if (line.startsWith(name + ":") && line.contains("|c")) {
        sum += Long.parseLong(line.substring(name.length() + 1, line.indexOf('|')));
      }
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    statsd.close();
    spectatord.close();
    graphite.close();
    http.stop(0);
  }
}
