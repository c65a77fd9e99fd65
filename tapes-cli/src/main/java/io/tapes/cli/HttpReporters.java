package io.tapes.cli;

import io.tapes.report.Reporter;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.OtlpHistograms;
import io.tapes.reporters.format.OtlpTemporality;
import io.tapes.reporters.influx.InfluxReporter;
import io.tapes.reporters.influx.InfluxReporterBuilder;
import io.tapes.reporters.otlp.OtlpReporter;
import io.tapes.reporters.otlp.OtlpReporterBuilder;
import io.tapes.reporters.prometheus.PushgatewayReporter;
import io.tapes.reporters.prometheus.PushgatewayReporterBuilder;
import io.tapes.reporters.transport.HttpTransportBuilder;
import java.util.List;
import java.util.Optional;

/** Reporters that send requests. */
final class HttpReporters {
  private HttpReporters() {}

  static Fields fields(Spec spec) {
    List<String> names = spec.list("fields");
    return names.isEmpty() ? Fields.all() : Fields.only(names);
  }

  private static void transport(Spec spec, HttpTransportBuilder http) {
    spec.optional("user")
        .ifPresent(user -> http.basicAuth(user, spec.secret("password").orElse("")));
    spec.optional("gzip").ifPresent(given -> http.gzip(spec.flag("gzip", false)));
  }

  static Reporter influx(Spec spec) {
    InfluxReporterBuilder influx =
        InfluxReporter.http(spec.uri("url"))
            .prefix(spec.text("prefix", ""))
            .fields(fields(spec))
            .transport(http -> transport(spec, http));
    Optional<String> database = spec.optional("database");
    if (database.isPresent()) {
      influx.database(database.get());
    } else {
      influx.bucket(spec.required("org"), spec.required("bucket"), spec.secret("token").orElse(""));
    }
    return influx.build();
  }

  static Reporter otlp(Spec spec, OtlpTemporality temporality, OtlpHistograms histograms) {
    OtlpReporterBuilder otlp =
        OtlpReporter.builder(spec.uri("url")).temporality(temporality).histograms(histograms);
    spec.optional("path").ifPresent(otlp::path);
    spec.optional("service").ifPresent(name -> otlp.resource("service.name", name));
    return otlp.transport(
            http -> {
              transport(spec, http);
              spec.secret("token").ifPresent(http::bearer);
            })
        .build();
  }

  static Reporter pushgateway(Spec spec) {
    PushgatewayReporterBuilder gateway =
        PushgatewayReporter.builder(spec.uri("url"), spec.text("job", "tapes"))
            .transport(http -> transport(spec, http));
    for (String pair : spec.list("grouping")) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw spec.error("grouping '" + pair + "' is not name=value");
      }
      gateway.grouping(pair.substring(0, equals), pair.substring(equals + 1));
    }
    if (spec.flag("add", false)) {
      gateway.add();
    }
    if (spec.flag("delete", false)) {
      gateway.deleteOnClose();
    }
    return gateway.build();
  }
}
