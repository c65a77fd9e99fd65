package io.tapes.spectator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** An aggregator, or Atlas: keeps what is posted, and answers as it is told. */
final class AtlasServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * An answer.
   *
   * @param status such as 200
   * @param body of JSON
   */
  record Answer(int status, String body) {}

  private final HttpServer server;
  private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<JsonNode> posted = new CopyOnWriteArrayList<>();

  AtlasServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** The next answers; 200 when there are no more. */
  void answer(Answer... next) {
    answers.addAll(List.of(next));
  }

  /** The documents of all tries. */
  List<JsonNode> posted() {
    return posted;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!"gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
        throw new IOException("not compressed");
      }
      posted.add(JSON.readTree(new GZIPInputStream(exchange.getRequestBody())));
      Answer answer = answers.poll();
      byte[] body = (answer == null ? "{}" : answer.body()).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer == null ? 200 : answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** The measurements of a document for aggregators, by name and tags; the op stands behind. */
  static Map<String, Double> measurements(JsonNode document) {
    Map<String, Double> measurements = new TreeMap<>();
    int strings = document.get(0).asInt();
    for (int at = strings + 1; at < document.size(); ) {
      int count = document.get(at++).asInt();
      TreeMap<String, String> tags = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        String key = document.get(1 + document.get(at++).asInt()).asText();
        tags.put(key, document.get(1 + document.get(at++).asInt()).asText());
      }
      String name = tags.remove("name");
      int op = document.get(at++).asInt();
      double value = document.get(at++).asDouble();
      if (measurements.put(name + tags + " " + op, value) != null) {
        throw new AssertionError(name + tags + " comes twice");
      }
    }
    return measurements;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
