package io.tapes.cli;

import io.tapes.SnapshotSource;
import io.tapes.reporters.http.HttpReporter;
import io.tapes.reporters.http.HttpReporterBuilder;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The HTTP server of a command, or none. */
record Serving(Optional<HttpReporter> server) implements AutoCloseable {
  private static final List<String> KEYS =
      List.of(
          "address",
          "allowed-hosts",
          "certificate",
          "key",
          "clients",
          "user",
          "password",
          "password-file",
          "token",
          "token-file",
          "max-connections",
          "timeout",
          "native-schema",
          "bounds");

  static Serving start(SnapshotSource source, Optional<HostPort> address) {
    return of(
        source,
        address.map(
            given -> new Spec("--http", new TreeMap<>(Map.of("address", given.toString())))));
  }

  static Serving of(SnapshotSource source, Optional<Spec> spec) {
    return new Serving(spec.map(given -> serve(source, given)));
  }

  /** Throws a sentence about the first setting that is wrong. */
  static Spec checked(Spec spec) {
    spec.requireKnown(KEYS);
    spec.requireBoth("certificate", "key");
    spec.requireBoth("user", "password");
    HostPort.parse(spec.required("address"));
    return spec;
  }

  private static HttpReporter serve(SnapshotSource source, Spec spec) {
    HostPort address = HostPort.parse(spec.required("address"));
    try {
      HttpReporterBuilder http =
          HttpReporter.builder(source)
              .host(address.host())
              .port(address.port())
              .maxConnections(spec.number("max-connections", 256));
      spec.duration("timeout").ifPresent(http::timeout);
      spec.optional("native-schema")
          .ifPresent(given -> http.nativeSchema(spec.number("native-schema", 0)));
      http.bounds(spec.bounds());
      http.allowedHosts(spec.list("allowed-hosts").toArray(String[]::new));
      if (spec.isGiven("certificate")) {
        http.tls(spec.path("certificate"), spec.path("key"));
      }
      spec.optional("clients").ifPresent(given -> http.clientCertificates(spec.path("clients")));
      spec.secret("password")
          .ifPresent(password -> http.basicAuth(spec.required("user"), password));
      spec.secret("token").ifPresent(http::bearer);
      return http.build().start();
    } catch (UncheckedIOException e) {
      throw UserError.runtime(UserError.reason(e.getCause() == null ? e : e.getCause()), e);
    } catch (IllegalArgumentException e) {
      throw spec.error(UserError.reason(e));
    }
  }

  /** Where to look, as part of a sentence. */
  String describe() {
    return server.map(http -> "metrics at " + http.uri()).orElse("no HTTP");
  }

  @Override
  public void close() {
    server.ifPresent(HttpReporter::close);
  }
}
