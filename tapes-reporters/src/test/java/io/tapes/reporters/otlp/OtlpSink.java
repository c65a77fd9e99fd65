package io.tapes.reporters.otlp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A collector that decodes with the official messages, and answers as told. */
final class OtlpSink implements AutoCloseable {
  final List<ExportMetricsServiceRequest> requests =
      Collections.synchronizedList(new ArrayList<>());

  /** Paths and queries of the requests. */
  final List<String> targets = Collections.synchronizedList(new ArrayList<>());

  /** Statuses of the next answers; 200 where there is none. */
  final Deque<Integer> statuses = new ArrayDeque<>();

  ExportMetricsPartialSuccess partly = ExportMetricsPartialSuccess.getDefaultInstance();
  private final HttpServer server;

  OtlpSink() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/metrics", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    targets.add(exchange.getRequestURI().toString());
    int status = statuses.isEmpty() ? 200 : statuses.remove();
    try (InputStream body = new GZIPInputStream(exchange.getRequestBody())) {
      ExportMetricsServiceRequest request = ExportMetricsServiceRequest.parseFrom(body);
      if (!"application/x-protobuf".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
        status = 415;
      } else if (status == 200) {
        requests.add(request);
      }
    } catch (IOException e) {
      status = 400;
    }
    byte[] answer =
        ExportMetricsServiceResponse.newBuilder().setPartialSuccess(partly).build().toByteArray();
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** All metrics of all requests. */
  List<Metric> metrics() {
    return requests.stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream())
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
