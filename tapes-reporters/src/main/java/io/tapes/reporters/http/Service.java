package io.tapes.reporters.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.tapes.support.LogLimiter;
import java.net.InetAddress;
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
  private final Answer late;
  private final Routes routes;
  private final HostRule hosts;
  private final Credentials credentials;
  private final Guesses guesses;
  private final LogLimiter log = new LogLimiter(Log.HTTP);

  /**
   * What a server does.
   *
   * @param loopback whether only this machine reaches it
   */
  Service(HttpSettings settings, Executor workers, boolean loopback) {
    this.workers = workers;
    this.routes = new Routes(settings.source, settings::shown);
    this.hosts = new HostRule(loopback, settings.host, settings.allowedHosts);
    this.guesses = new Guesses(settings.clock);
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

  /** Something failed that only this counter tells. */
  void failed() {
    routes.count("tapes.reporter.errors");
  }

  /** The answer to who waited in vain. */
  Answer late() {
    failed();
    return late;
  }

  /** The answer that needs no data; empty for requests that do. Never blocks. */
  Optional<Answer> atOnce(HttpRequest http, Routes.Request asked, Client client) {
    Optional<Answer> misled = hosts.refusal(http);
    if (misled.isPresent()) {
      return misled;
    }
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
    Optional<Answer> unknown =
        authenticate(http.headers().get(HttpHeaderNames.AUTHORIZATION, ""), client);
    return unknown.isPresent() ? unknown : routes.quick(asked);
  }

  /** Why a client may not read; empty if it may. */
  private Optional<Answer> authenticate(String authorization, Client client) {
    if (!authorization.isEmpty() && !client.known && !guesses.mayTry(client.address)) {
      return Optional.of(Answer.tooManyGuesses());
    }
    if (credentials.allow(authorization)) {
      client.known = credentials.isNeeded();
      return Optional.empty();
    }
    if (!authorization.isEmpty()) {
      guesses.failed(client.address);
      routes.count("tapes.reporter.unauthorized");
      log.warn("HTTP reporter: wrong credentials from " + client.address.getHostAddress(), null);
    }
    return Optional.of(Answer.unauthorized(credentials.challenges()));
  }

  /** Who is at the other end of a connection. */
  static final class Client {
    private final InetAddress address;

    /** Whether right credentials came from it: others with its address do not slow it down. */
    private boolean known;

    Client(InetAddress address) {
      this.address = address;
    }
  }
}
