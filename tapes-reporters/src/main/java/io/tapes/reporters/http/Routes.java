package io.tapes.reporters.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import io.tapes.Tags;
import io.tapes.reporters.format.Accept;
import io.tapes.reporters.format.ChunkedDocument;
import io.tapes.reporters.json.JsonFormat;
import io.tapes.reporters.prometheus.PrometheusFormat;
import io.tapes.support.LogLimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What each path answers. Knows no server: a request in, an answer out. */
final class Routes {
  private static final Answer UP = Answer.of(200, Answer.JSON, "{\"status\":\"up\"}\n");

  private final SnapshotSource source;
  private final UnaryOperator<PrometheusFormat> prometheus;
  private final Dashboard dashboard = new Dashboard();
  private final LogLimiter log = new LogLimiter(Log.HTTP);

  Routes(SnapshotSource source, UnaryOperator<PrometheusFormat> prometheus) {
    this.source = source;
    this.prometheus = prometheus;
  }

  /** The answer to requests for the server's health; empty for other paths. */
  Optional<Answer> health(Request request) {
    return RequestPath.segments(request.target())
        .filter(path -> path.equals(List.of("health")))
        .map(path -> source.trouble().map(Routes::down).orElse(UP));
  }

  private static Answer down(String trouble) {
    ObjectNode body = new ObjectNode(JsonNodeFactory.instance);
    body.put("status", "down").put("reason", trouble);
    return Answer.of(503, Answer.JSON, body + "\n");
  }

  /** The answer of requests that need no snapshot; empty for the others. Never blocks. */
  Optional<Answer> quick(Request request) {
    Optional<List<String>> path = RequestPath.segments(request.target());
    if (path.isEmpty() || RequestPath.parameters(request.target(), "name[]").isEmpty()) {
      return Optional.of(
          Answer.error(400, "the request target is malformed; use a path such as /stats/my/timer"));
    }
    boolean page =
        path.get().isEmpty()
            && Accept.quality(request.accept(), "text/html")
                > Math.max(0, Accept.quality(request.accept(), "application/json"));
    return page ? Optional.of(dashboard.answer(gzip(request))) : Optional.empty();
  }

  /** The answer of requests for data. Blocks as long as the source does; never throws. */
  Answer data(Request request) {
    try {
      return answer(request, source.snapshot());
    } catch (Throwable e) { // a gauge's fault, of any kind, must not cost a thread or a connection
      count("tapes.reporter.errors");
      log.warn("HTTP reporter could not answer " + request.target() + ": " + e, e);
      return Answer.error(500, "no snapshot could be taken: " + e + "; see the application's log");
    }
  }

  private Answer answer(Request request, Snapshot snapshot) throws IOException {
    List<String> path = RequestPath.segments(request.target()).orElse(List.of());
    if (path.equals(List.of("metrics"))) {
      return metrics(snapshot, request);
    }
    return path.equals(List.of("metadata")) ? metadata(snapshot) : stats(snapshot, path, request);
  }

  private static Answer metadata(Snapshot snapshot) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    JsonFormat.metadata().write(snapshot, body);
    return Answer.of(200, Answer.JSON, body.toString(StandardCharsets.UTF_8) + "\n");
  }

  private static Answer stats(Snapshot snapshot, List<String> path, Request request)
      throws IOException {
    boolean stats = !path.isEmpty() && path.get(0).equals("stats");
    String part = stats ? String.join(".", path.subList(1, path.size())) : "";
    Optional<ChunkedDocument> pieces = JsonFormat.compact().pieces(snapshot, part);
    return pieces.isPresent()
        ? answer(Answer.JSON, pieces.get(), "\n", request)
        : Answer.error(404, "there is nothing at '" + part + "'; /stats shows all there is");
  }

  private Answer metrics(Snapshot snapshot, Request request) throws IOException {
    List<String> names = RequestPath.parameters(request.target(), "name[]").orElse(List.of());
    PrometheusFormat format =
        prometheus.apply(PrometheusFormat.negotiate(request.accept())).only(names);
    ChunkedDocument pieces = format.pieces(snapshot);
    for (String sentence : pieces.leftOut()) {
      count("tapes.reporter.leftout");
      log.warn(sentence, null);
    }
    return answer(format.contentType(), pieces, "", request);
  }

  private static Answer answer(String type, ChunkedDocument pieces, String end, Request request)
      throws IOException {
    boolean gzip = gzip(request);
    return Answer.of(type, gzip, Body.of(pieces, end, gzip));
  }

  /** Counts a failure of this reporter among the source's own metrics. */
  void count(String name) {
    source
        .selfMetrics()
        .ifPresent(
            registry -> registry.counter(name, Tags.of("reporter", "HttpReporter")).increment());
  }

  private static boolean gzip(Request request) {
    return Accept.coding(request.acceptEncoding(), "gzip");
  }

  /**
   * What of a request decides the answer.
   *
   * @param target the request target as it was sent
   * @param accept the Accept header, empty when absent
   * @param acceptEncoding the Accept-Encoding header, empty when absent
   */
  record Request(String target, String accept, String acceptEncoding) {}
}
