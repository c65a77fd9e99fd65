package io.tapes.reporters.http;

import io.tapes.LogLimiter;
import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import io.tapes.Tags;
import io.tapes.reporters.format.Accept;
import io.tapes.reporters.format.JsonFormat;
import io.tapes.reporters.format.PrometheusFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** What each path answers. Knows no server: a request in, an answer out. */
final class Routes {
  private static final Answer UP =
      Answer.of(200, Answer.JSON, "{\"status\":\"up\"}\n".getBytes(StandardCharsets.UTF_8));

  private final SnapshotSource source;
  private final Answer dashboard = Answer.of(200, "text/html; charset=utf-8", dashboardBytes());
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(HttpReporter.class));

  Routes(SnapshotSource source) {
    this.source = source;
  }

  /** The answer of requests that need no snapshot; empty for the others. Never blocks. */
  Optional<Answer> quick(Request request) {
    Optional<List<String>> path = RequestPath.segments(request.target());
    if (path.isEmpty()) {
      return Optional.of(
          Answer.error(400, "the request target is malformed; use a path such as /stats/my/timer"));
    }
    if (path.get().equals(List.of("health"))) {
      return Optional.of(UP);
    }
    boolean page =
        path.get().isEmpty()
            && Accept.quality(request.accept(), "text/html")
                > Math.max(0, Accept.quality(request.accept(), "application/json"));
    return page ? Optional.of(encoded(dashboard, request)) : Optional.empty();
  }

  /** The answer of requests for data. Blocks as long as the source does; never throws. */
  Answer data(Request request) {
    try {
      List<String> path = RequestPath.segments(request.target()).orElse(List.of());
      Snapshot snapshot = source.snapshot();
      Answer answer =
          path.equals(List.of("metrics")) ? metrics(snapshot, request) : stats(snapshot, path);
      return encoded(answer, request);
    } catch (Throwable e) { // a gauge's fault, of any kind, must not cost a thread or a connection
      count("tapes.reporter.errors");
      log.warn("HTTP reporter could not answer " + request.target() + ": " + e, e);
      return Answer.error(500, "no snapshot could be taken: " + e + "; see the application's log");
    }
  }

  private static Answer stats(Snapshot snapshot, List<String> path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean stats = !path.isEmpty() && path.get(0).equals("stats");
    String part = stats ? String.join(".", path.subList(1, path.size())) : "";
    if (!JsonFormat.compact().write(snapshot, part, out)) {
      return Answer.error(404, "there is nothing at '" + part + "'; /stats shows all there is");
    }
    out.write('\n');
    return Answer.of(200, Answer.JSON, out.toByteArray());
  }

  private Answer metrics(Snapshot snapshot, Request request) throws IOException {
    PrometheusFormat format = PrometheusFormat.negotiate(request.accept());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String sentence : format.write(snapshot, out)) {
      count("tapes.reporter.leftout");
      log.warn(sentence, null);
    }
    return Answer.of(200, format.contentType(), out.toByteArray());
  }

  private void count(String name) {
    source
        .selfMetrics()
        .ifPresent(
            registry -> registry.counter(name, Tags.of("reporter", "HttpReporter")).increment());
  }

  private static Answer encoded(Answer answer, Request request) {
    return answer.status == 200 && Accept.coding(request.acceptEncoding(), "gzip")
        ? answer.gzip()
        : answer;
  }

  private static byte[] dashboardBytes() {
    try (InputStream in = Routes.class.getResourceAsStream("dashboard.html")) {
      if (in == null) {
        throw new IllegalStateException("dashboard.html is missing from the tapes-reporters jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
