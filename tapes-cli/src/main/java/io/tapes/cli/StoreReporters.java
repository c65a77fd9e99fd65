package io.tapes.cli;

import io.tapes.report.Reporter;
import io.tapes.reporters.cloudwatch.EmfReporter;
import io.tapes.reporters.elasticsearch.ElasticsearchReporter;
import io.tapes.reporters.elasticsearch.ElasticsearchReporterBuilder;
import io.tapes.reporters.opentsdb.OpenTsdbReporter;
import io.tapes.reporters.opentsdb.OpenTsdbReporterBuilder;
import java.util.List;

/** Reporters to stores of time series and of documents. */
final class StoreReporters {
  /** Settings that mean nothing without requests; those of TLS are another matter. */
  private static final List<String> OF_REQUESTS =
      List.of("headers", "user", "password", "token", "gzip");

  private StoreReporters() {}

  static Reporter openTsdb(Spec spec) {
    OpenTsdbReporterBuilder tsdb;
    if (spec.required("address").matches("https?://.*")) {
      tsdb = OpenTsdbReporter.http(spec.uri("address"));
      tsdb.transport(http -> HttpReporters.transport(spec, http));
    } else {
      for (String setting : OF_REQUESTS) {
        if (spec.isGiven(setting)) {
          throw spec.error("'" + setting + "' is for http://HOST:PORT alone; leave it out");
        }
      }
      tsdb = OpenTsdbReporter.telnet(Lines.to(spec, "tcp"));
    }
    spec.pairs("tags").forEach(tsdb::tag);
    return tsdb.prefix(spec.text("prefix", "")).fields(HttpReporters.fields(spec)).build();
  }

  static Reporter elasticsearch(Spec spec) {
    ElasticsearchReporterBuilder search =
        ElasticsearchReporter.builder(spec.uri("url"))
            .prefix(spec.text("prefix", ""))
            .fields(HttpReporters.fields(spec))
            .transport(http -> HttpReporters.transport(spec, http));
    spec.optional("index").ifPresent(search::index);
    return search.build();
  }

  static Reporter cloudWatch(Spec spec) {
    return EmfReporter.over(
        Lines.withoutBacklog(spec, "tcp"),
        spec.text("namespace", "tapes"),
        spec.text("prefix", ""),
        HttpReporters.fields(spec));
  }
}
