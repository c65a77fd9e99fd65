package io.tapes.reporters.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A receiver that holds each request against the specification, and answers as told. */
final class RemoteWriteSink implements AutoCloseable {
  /**
   * A sample or a native histogram.
   *
   * @param histogram null for a sample
   * @param metadata of version 2.0: type, help and unit
   */
  record Point(
      Map<String, String> labels,
      double value,
      Message histogram,
      long millis,
      List<String> metadata,
      long created) {
    String name() {
      return labels.get("__name__");
    }

    boolean isEnd() {
      double bits = histogram == null ? value : (double) field(histogram, "sum");
      return Double.doubleToRawLongBits(bits) == 0x7ff0000000000002L;
    }
  }

  /** An answer. */
  record Reply(int status, Map<String, String> headers, String body) {
    static Reply of(int status) {
      return new Reply(status, Map.of(), "");
    }
  }

  final List<List<Point>> requests = Collections.synchronizedList(new ArrayList<>());

  /** Of version 1.0, in the order of requests: type, name, help and unit. */
  final List<List<Object>> metadata = Collections.synchronizedList(new ArrayList<>());

  final List<Headers> headers = Collections.synchronizedList(new ArrayList<>());
  final List<String> faults = Collections.synchronizedList(new ArrayList<>());

  /** The next answers; where there is none, all is taken. */
  final Deque<Reply> replies = new ArrayDeque<>();

  private final boolean knowsV2;
  private final HttpServer server;

  RemoteWriteSink(boolean knowsV2) throws IOException {
    this.knowsV2 = knowsV2;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/write", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** All points, in their order. */
  List<Point> points() {
    return requests.stream().flatMap(List::stream).toList();
  }

  /** The values of one metric, by the texts of their other labels. */
  List<Point> named(String name) {
    return points().stream().filter(point -> point.name().equals(name)).toList();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    headers.add(exchange.getRequestHeaders());
    Reply scripted = replies.poll();
    List<Point> points = List.of();
    boolean v2 = exchange.getRequestHeaders().getFirst("Content-Type").contains("write.v2");
    if (!v2 || knowsV2) {
      try {
        points = decode(body, v2);
      } catch (Throwable e) {
        faults.add(e.toString());
      }
    }
    if (scripted == null || scripted.status() / 100 == 2) {
      requests.add(points);
    }
    Reply reply = scripted == null ? taken(points, v2) : scripted;
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] text = reply.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), text.length == 0 ? -1 : text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private Reply taken(List<Point> points, boolean v2) {
    long histograms = points.stream().filter(point -> point.histogram() != null).count();
    return v2 && knowsV2 ? written(points.size() - histograms, histograms) : Reply.of(204);
  }

  static Reply written(long samples, long histograms) {
    return new Reply(
        204,
        Map.of(
            "X-Prometheus-Remote-Write-Samples-Written", "" + samples,
            "X-Prometheus-Remote-Write-Histograms-Written", "" + histograms,
            "X-Prometheus-Remote-Write-Exemplars-Written", "0"),
        "");
  }

  private List<Point> decode(byte[] body, boolean v2) throws IOException {
    Headers sent = headers.get(headers.size() - 1);
    assertEquals("snappy", sent.getFirst("Content-Encoding"));
    assertEquals(v2 ? "2.0.0" : "0.1.0", sent.getFirst("X-Prometheus-Remote-Write-Version"));
    Message request = parsed(v2 ? RemoteWriteSchemas.V2 : RemoteWriteSchemas.V1, body);
    List<String> symbols = v2 ? list(request, "symbols") : List.of();
    if (v2) {
      assertEquals("", symbols.get(0));
      assertEquals(symbols.size(), symbols.stream().distinct().count(), "a text stands twice");
    } else {
      for (Message one : RemoteWriteSink.<Message>list(request, "metadata")) {
        metadata.add(
            List.of(
                field(one, "type"),
                field(one, "metric_family_name"),
                field(one, "help"),
                field(one, "unit")));
      }
    }
    List<Point> points = new ArrayList<>();
    for (Message series : RemoteWriteSink.<Message>list(request, "timeseries")) {
      points.add(point(series, symbols, v2));
    }
    return points;
  }

  private static Message parsed(Descriptor type, byte[] body) throws IOException {
    Message request = DynamicMessage.parseFrom(type, StrictSnappy.decode(body));
    requireKnown(request);
    return request;
  }

  private static void requireKnown(Message message) {
    assertTrue(message.getUnknownFields().asMap().isEmpty(), "unknown field");
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (value instanceof List<?> many) {
                many.stream()
                    .filter(Message.class::isInstance)
                    .forEach(one -> requireKnown((Message) one));
              } else if (value instanceof Message one) {
                requireKnown(one);
              }
            });
  }

  private static Point point(Message series, List<String> symbols, boolean v2) {
    Map<String, String> labels = new LinkedHashMap<>();
    String before = "";
    List<String> texts = new ArrayList<>();
    if (v2) {
      RemoteWriteSink.<Integer>list(series, "labels_refs")
          .forEach(ref -> texts.add(symbols.get(ref)));
    } else {
      for (Message label : RemoteWriteSink.<Message>list(series, "labels")) {
        texts.add((String) field(label, "name"));
        texts.add((String) field(label, "value"));
      }
    }
    assertEquals(0, texts.size() % 2);
    for (int i = 0; i < texts.size(); i += 2) {
      assertTrue(texts.get(i).matches("[a-zA-Z_][a-zA-Z0-9_]*"), texts.get(i));
      assertTrue(texts.get(i).compareTo(before) > 0, texts + " are not sorted");
      assertTrue(!texts.get(i + 1).isEmpty(), texts.get(i) + " is empty");
      before = texts.get(i);
      labels.put(before, texts.get(i + 1));
    }
    assertNotNull(labels.get("__name__"));
    assertTrue(labels.get("__name__").matches("[a-zA-Z_:][a-zA-Z0-9_:]*"));
    List<Message> samples = list(series, "samples");
    List<Message> histograms = list(series, "histograms");
    assertEquals(1, samples.size() + histograms.size());
    Message point = samples.isEmpty() ? histograms.get(0) : samples.get(0);
    List<String> about = List.of();
    long created = 0;
    if (v2) {
      Message metadata = (Message) field(series, "metadata");
      about =
          List.of(
              field(metadata, "type").toString(),
              symbols.get((int) field(metadata, "help_ref")),
              symbols.get((int) field(metadata, "unit_ref")));
      created = (long) field(series, "created_timestamp");
    }
    return new Point(
        labels,
        samples.isEmpty() ? Double.NaN : (double) field(point, "value"),
        samples.isEmpty() ? point : null,
        (long) field(point, "timestamp"),
        about,
        created);
  }

  static Object field(Message message, String name) {
    return message.getField(message.getDescriptorForType().findFieldByName(name));
  }

  @SuppressWarnings("unchecked")
  static <T> List<T> list(Message message, String name) {
    return (List<T>) field(message, name);
  }

  @Override
  public void close() {
    server.stop(0);
    assertEquals(List.of(), faults);
  }
}
