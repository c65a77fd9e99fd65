package io.tapes.reporters.http;

import io.tapes.Clock;
import io.tapes.SnapshotSource;
import io.tapes.reporters.format.ExportBounds;
import io.tapes.reporters.prometheus.PrometheusFormat;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** What an {@link HttpReporterBuilder} sets and the server reads, which gets a copy of its own. */
final class HttpSettings {
  final SnapshotSource source;
  String host = "127.0.0.1";
  int port = 8889;
  int maxConnections = 256;
  Duration timeout = Duration.ofSeconds(30);
  int nativeSchema = PrometheusFormat.DEFAULT_NATIVE_SCHEMA;
  ExportBounds bounds = ExportBounds.none();
  UnaryOperator<PrometheusFormat> prometheus = UnaryOperator.identity();
  HttpTls tls = new HttpTls();
  Credentials credentials = new Credentials();
  List<String> allowedHosts = List.of();

  /** How often files of certificates are looked at. */
  Duration tlsCheck = Duration.ofSeconds(10);

  Clock clock = Clock.SYSTEM;

  HttpSettings(SnapshotSource source) {
    this.source = source;
  }

  /** A format that a scraper has negotiated, as it was asked for here. */
  PrometheusFormat shown(PrometheusFormat negotiated) {
    return prometheus.apply(negotiated.nativeSchema(nativeSchema).bounds(bounds));
  }

  HttpSettings copy() {
    HttpSettings copy = new HttpSettings(source);
    copy.host = host;
    copy.port = port;
    copy.maxConnections = maxConnections;
    copy.timeout = timeout;
    copy.nativeSchema = nativeSchema;
    copy.bounds = bounds;
    copy.prometheus = prometheus;
    copy.tls = tls.copy();
    copy.credentials = credentials.copy();
    copy.allowedHosts = allowedHosts;
    copy.tlsCheck = tlsCheck;
    copy.clock = clock;
    return copy;
  }

  /** Host and a port, with the brackets that an address of IPv6 needs. */
  String authority(int ofPort) {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + ofPort;
  }
}
