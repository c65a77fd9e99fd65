package io.tapes.cli;

import io.tapes.report.Reporter;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.influx.InfluxReporter;
import io.tapes.reporters.influx.InfluxReporterBuilder;
import io.tapes.reporters.otlp.OtlpEncoding;
import io.tapes.reporters.otlp.OtlpHistograms;
import io.tapes.reporters.otlp.OtlpReporter;
import io.tapes.reporters.otlp.OtlpReporterBuilder;
import io.tapes.reporters.otlp.OtlpTemporality;
import io.tapes.reporters.prometheus.PushgatewayReporter;
import io.tapes.reporters.prometheus.PushgatewayReporterBuilder;
import io.tapes.reporters.prometheus.RemoteWriteHistograms;
import io.tapes.reporters.prometheus.RemoteWriteProtocol;
import io.tapes.reporters.prometheus.RemoteWriteReporter;
import io.tapes.reporters.prometheus.RemoteWriteReporterBuilder;
import io.tapes.reporters.transport.HttpTransportBuilder;
import java.util.List;
import java.util.Optional;

/** Reporters that send requests. */
final class HttpReporters {
  /** What all of them have beside their own settings, each with a blank before it. */
  static final String COMMON =
      " headers user password password-file token token-file ca certificate key";

  /** The same of those whose bodies may be gzipped. */
  static final String SETTINGS = COMMON + " gzip";

  /** What waits for a remote end that is away, in bytes: some hours of a thousand series. */
  private static final long REMOTE_BACKLOG = 4L << 20;

  private HttpReporters() {}

  static Fields fields(Spec spec) {
    List<String> names = spec.list("fields");
    return names.isEmpty() ? Fields.all() : Fields.only(names);
  }

  /** Headers, credentials and certificates, which every one of them has. */
  static void transport(Spec spec, HttpTransportBuilder http) {
    spec.pairs("headers").forEach(http::header);
    Optional<String> user = spec.optional("user");
    Optional<String> password = spec.secret("password");
    Optional<String> token = spec.secret("token");
    spec.requireBoth("user", "password");
    spec.requireBoth("certificate", "key");
    if (user.isPresent() && token.isPresent()) {
      throw spec.error("both 'user' and a token; requests have one of them");
    }
    user.ifPresent(name -> http.basicAuth(name, password.orElse("")));
    token.ifPresent(http::bearer);
    spec.optional("ca").ifPresent(given -> http.authorities(spec.path("ca")));
    spec.optional("certificate")
        .ifPresent(given -> http.clientCertificate(spec.path("certificate"), spec.path("key")));
    spec.optional("gzip").ifPresent(given -> http.gzip(spec.flag("gzip", false)));
  }

  static Reporter influx(Spec spec) {
    InfluxReporterBuilder influx =
        InfluxReporter.http(spec.uri("url")).prefix(spec.text("prefix", "")).fields(fields(spec));
    influx.transport(http -> transport(spec, http));
    Optional<String> database = spec.optional("database");
    if (database.isPresent()) {
      if (spec.optional("org").isPresent() || spec.optional("bucket").isPresent()) {
        throw spec.error("both 'database' and 'org' or 'bucket'; name one place to write to");
      }
      influx.database(database.get());
    } else {
      String org = spec.required("org");
      String bucket = spec.required("bucket");
      String token =
          spec.secret("token").orElseThrow(() -> spec.error("'token' or 'token-file' is missing"));
      influx.bucket(org, bucket, token);
    }
    return influx.build();
  }

  static Reporter otlp(Spec spec) {
    OtlpReporterBuilder otlp =
        OtlpReporter.builder(spec.uri("url"))
            .temporality(
                spec.choice("temporality", OtlpTemporality.class, OtlpTemporality.CUMULATIVE))
            .histograms(
                spec.choice("histograms", OtlpHistograms.class, OtlpHistograms.EXPONENTIAL));
    otlp.bounds(spec.bounds())
        .encoding(spec.choice("encoding", OtlpEncoding.class, OtlpEncoding.PROTOBUF));
    spec.optional("path").ifPresent(otlp::path);
    spec.pairs("resource").forEach(otlp::resource);
    spec.optional("service").ifPresent(name -> otlp.resource("service.name", name));
    return otlp.transport(http -> transport(spec, http)).build();
  }

  static Reporter pushgateway(Spec spec) {
    PushgatewayReporterBuilder gateway =
        PushgatewayReporter.builder(spec.uri("url"), spec.text("job", "tapes"))
            .transport(http -> transport(spec, http));
    gateway.bounds(spec.bounds());
    spec.pairs("grouping").forEach(gateway::grouping);
    if (spec.flag("add", false)) {
      gateway.add();
    }
    if (spec.flag("delete", false)) {
      gateway.deleteOnClose();
    }
    return gateway.build();
  }

  static Reporter remoteWrite(Spec spec) {
    RemoteWriteReporterBuilder remote =
        RemoteWriteReporter.builder(spec.uri("url"), spec.text("job", "tapes"))
            .protocol(spec.choice("protocol", RemoteWriteProtocol.class, RemoteWriteProtocol.V1))
            .histograms(
                spec.choice(
                    "histograms", RemoteWriteHistograms.class, RemoteWriteHistograms.CLASSIC))
            .bounds(spec.bounds())
            .backlogBytes(spec.optional("backlog").map(Sizes::parse).orElse(REMOTE_BACKLOG))
            .transport(http -> transport(spec, http));
    spec.optional("native-schema")
        .ifPresent(given -> remote.nativeSchema(spec.number("native-schema", 0)));
    spec.pairs("labels").forEach(remote::label);
    if (spec.flag("end", false)) {
      remote.endOnClose();
    }
    return remote.build();
  }
}
