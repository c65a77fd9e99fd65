package io.tapes.reporters.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What all connections of a server share, and what can be said to a request at once. */
final class Service {
  /** How many large answers may be under way. */
  private static final int LARGE_ANSWERS = 32;

  final Executor workers;
  final Scrapes scrapes;
  final LargeAnswers large = new LargeAnswers(LARGE_ANSWERS);
  final long timeoutMillis;
  final Answer late;
  private final Routes routes;
  private final Credentials credentials;

  Service(HttpReporterBuilder settings, Executor workers) {
    this.workers = workers;
    this.routes = new Routes(settings.source, settings.nativeSchema);
    this.scrapes = new Scrapes(routes, workers);
    this.credentials = settings.credentials;
    this.timeoutMillis = settings.timeout.toMillis();
    this.late =
        Answer.error(
            503, "no snapshot within " + timeoutMillis + " ms; a gauge's source may be hanging");
  }

  static Routes.Request asked(HttpRequest http) {
    return new Routes.Request(
        http.uri(),
        String.join(",", http.headers().getAll(HttpHeaderNames.ACCEPT)),
        String.join(",", http.headers().getAll(HttpHeaderNames.ACCEPT_ENCODING)));
  }

  /** The answer that needs no data; empty for requests that do. Never blocks. */
  Optional<Answer> atOnce(HttpRequest http, Routes.Request asked) {
    HttpMethod method = http.method();
    if (method.equals(HttpMethod.OPTIONS)) {
      return Optional.of(Answer.of(204, "", ""));
    }
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      return Optional.of(Answer.error(405, "only GET, HEAD and OPTIONS are answered here"));
    }
    Optional<Answer> health = routes.health(asked);
    if (health.isPresent()) {
      return health;
    }
    return credentials.allow(http.headers().get(HttpHeaderNames.AUTHORIZATION, ""))
        ? routes.quick(asked)
        : Optional.of(Answer.unauthorized(credentials.challenges()));
  }
}
