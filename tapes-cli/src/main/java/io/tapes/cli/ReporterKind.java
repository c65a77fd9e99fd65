package io.tapes.cli;

import io.tapes.report.Reporter;
import io.tapes.reporters.console.ConsoleReporter;
import io.tapes.reporters.csv.CsvReporter;
import io.tapes.reporters.csv.CsvReporterBuilder;
import io.tapes.reporters.graphite.GraphiteReporter;
import io.tapes.reporters.graphite.GraphiteTags;
import io.tapes.reporters.jmx.JmxReporter;
import io.tapes.reporters.otlp.OtlpHistograms;
import io.tapes.reporters.otlp.OtlpTemporality;
import io.tapes.reporters.prometheus.PrometheusFileReporter;
import io.tapes.reporters.slf4j.Slf4jReporter;
import io.tapes.reporters.spectatord.SpectatordReporter;
import io.tapes.reporters.spectatord.SpectatordReporterBuilder;
import io.tapes.reporters.statsd.StatsdReporter;
import io.tapes.reporters.statsd.StatsdTags;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The reporters that the command has: how each is called, set and made. */
enum ReporterKind {
  STATSD("address", "prefix tags fields", (spec, out) -> statsd(spec)),
  GRAPHITE("address", "prefix tags fields", (spec, out) -> graphite(spec)),
  INFLUX(
      "url",
      "database org bucket prefix fields " + HttpReporters.SETTINGS,
      (spec, out) -> HttpReporters.influx(spec)),
  OTLP(
      "url",
      "path temporality histograms service resource " + HttpReporters.SETTINGS,
      (spec, out) ->
          HttpReporters.otlp(
              spec,
              spec.choice("temporality", OtlpTemporality.class, OtlpTemporality.CUMULATIVE),
              spec.choice("histograms", OtlpHistograms.class, OtlpHistograms.EXPONENTIAL))),
  PUSHGATEWAY(
      "url",
      "job grouping add delete " + HttpReporters.SETTINGS,
      (spec, out) -> HttpReporters.pushgateway(spec)),
  SPECTATORD("location", "prefix gauge-ttl percentiles", (spec, out) -> spectatord(spec)),
  STREAM("file", "", Streams::open),
  CONSOLE("stream", "", (spec, out) -> new ConsoleReporter(Streams.standard(spec, out))),
  CSV("folder", "fields file-per-name", (spec, out) -> csv(spec)),
  PROMETHEUS_FILE("file", "", (spec, out) -> new PrometheusFileReporter(spec.path("file"))),
  LOG("logger", "level fields", (spec, out) -> log(spec)),
  JMX("domain", "", (spec, out) -> JmxReporter.builder().domain(spec.required("domain")).build());

  /** What the target of a flag is, such as an address. */
  final String main;

  /** The settings that it has. */
  @SuppressWarnings("ImmutableEnumChecker") // made by List.copyOf
  final List<String> known;

  @SuppressWarnings("ImmutableEnumChecker") // a method
  private final BiFunction<Spec, PrintStream, Reporter> maker;

  ReporterKind(String main, String others, BiFunction<Spec, PrintStream, Reporter> maker) {
    this.main = main;
    this.maker = maker;
    List<String> all = new ArrayList<>(List.of("type", main, "interval", "window"));
    all.addAll(others.isEmpty() ? List.of() : List.of(others.split(" ", -1)));
    this.known = List.copyOf(all);
  }

  /** As it is called in configurations, and as a flag behind two hyphens. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> words() {
    return List.of(values()).stream().map(ReporterKind::word).toList();
  }

  static ReporterKind of(Spec spec) {
    String word = spec.required("type");
    for (ReporterKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw spec.error("unknown type '" + word + "'" + Nearest.hint(word, words()));
  }

  /** What the settings of a reporter say of where it sends to. */
  static String target(Map<String, String> settings) {
    Spec spec = new Spec("reporter", new TreeMap<>(settings));
    return spec.required(of(spec).main);
  }

  /** Throws a sentence unless a reporter of these settings can be made. */
  void check(Spec spec) {
    spec.requireKnown(known);
    spec.required(main);
    spec.duration("interval");
    spec.choice("window", Window.class, Window.RECENT);
  }

  /**
   * A reporter.
   *
   * @param out standard output
   */
  Reporter make(Spec spec, PrintStream out) {
    try {
      return spec.choice("window", Window.class, Window.RECENT).of(maker.apply(spec, out));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw spec.error(UserError.reason(e));
    }
  }

  private static Reporter statsd(Spec spec) {
    return StatsdReporter.builder()
        .transport(Lines.to(spec, "udp"))
        .prefix(spec.text("prefix", ""))
        .tags(spec.choice("tags", StatsdTags.class, StatsdTags.SEGMENTS))
        .fields(HttpReporters.fields(spec))
        .build();
  }

  private static Reporter graphite(Spec spec) {
    return GraphiteReporter.builder()
        .transport(Lines.to(spec, "tcp"))
        .prefix(spec.text("prefix", ""))
        .tags(spec.choice("tags", GraphiteTags.class, GraphiteTags.TAGS))
        .fields(HttpReporters.fields(spec))
        .build();
  }

  private static Reporter spectatord(Spec spec) {
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

  private static Reporter csv(Spec spec) {
    CsvReporterBuilder csv =
        CsvReporter.builder(spec.path("folder")).fields(HttpReporters.fields(spec));
    if (spec.flag("file-per-name", false)) {
      csv.filePerName();
    }
    return csv.build();
  }

  private static Reporter log(Spec spec) {
    String logger = spec.required("logger");
    Level level = spec.choice("level", Level.class, Level.INFO);
    // Who asks for these lines wants to see them, whatever the level of all others is.
    System.setProperty(Main.LOG_LEVEL_OF + logger, level.toString());
    return Slf4jReporter.builder()
        .logger(LoggerFactory.getLogger(logger))
        .level(level)
        .fields(HttpReporters.fields(spec))
        .build();
  }
}
