package io.tapes.cli;

import io.tapes.SnapshotSource;
import io.tapes.reporters.http.HttpReporter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The HTTP server of a command, or none. */
record Serving(Optional<HttpReporter> server) implements AutoCloseable {
  static Serving start(SnapshotSource source, Optional<HostPort> address) {
    return new Serving(address.map(given -> start(source, given)));
  }

  private static HttpReporter start(SnapshotSource source, HostPort address) {
    try {
      return HttpReporter.builder(source).host(address.host()).port(address.port()).build().start();
    } catch (UncheckedIOException e) {
      throw UserError.runtime(UserError.reason(e.getCause() == null ? e : e.getCause()), e);
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
