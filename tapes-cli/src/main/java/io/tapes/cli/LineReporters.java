package io.tapes.cli;

import io.tapes.report.Reporter;
import io.tapes.reporters.graphite.GraphiteReporter;
import io.tapes.reporters.graphite.GraphiteTags;
import io.tapes.reporters.spectatord.SpectatordReporter;
import io.tapes.reporters.spectatord.SpectatordReporterBuilder;
import io.tapes.reporters.statsd.StatsdReporter;
import io.tapes.reporters.statsd.StatsdReporterBuilder;
import io.tapes.reporters.statsd.StatsdTags;

/** Reporters that send lines over a socket. */
final class LineReporters {
  private LineReporters() {}

  static Reporter statsd(Spec spec) {
    StatsdReporterBuilder statsd =
        StatsdReporter.builder()
            .transport(Lines.to(spec, "udp"))
            .prefix(spec.text("prefix", ""))
            .tags(spec.choice("tags", StatsdTags.class, StatsdTags.SEGMENTS))
            .fields(HttpReporters.fields(spec));
    if (spec.flag("distributions", false)) {
      statsd.distributions();
    }
    return statsd.build();
  }

  static Reporter graphite(Spec spec) {
    return GraphiteReporter.builder()
        .transport(Lines.to(spec, "tcp"))
        .prefix(spec.text("prefix", ""))
        .tags(spec.choice("tags", GraphiteTags.class, GraphiteTags.TAGS))
        .fields(HttpReporters.fields(spec))
        .build();
  }

  static Reporter spectatord(Spec spec) {
    SpectatordReporterBuilder spectatord =
        SpectatordReporter.builder()
            .location(spec.required("location"))
            .prefix(spec.text("prefix", ""));
    spec.duration("gauge-ttl").ifPresent(spectatord::gaugeTtl);
    if (!spec.flag("percentiles", true)) {
      spectatord.withoutPercentiles();
    }
    return spectatord.build();
  }
}
