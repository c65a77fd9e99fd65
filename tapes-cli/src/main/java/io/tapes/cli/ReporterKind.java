package io.tapes.cli;

import io.tapes.report.Reporter;
import io.tapes.reporters.console.ConsoleReporter;
import io.tapes.reporters.csv.CsvReporter;
import io.tapes.reporters.csv.CsvReporterBuilder;
import io.tapes.reporters.hdrhistogram.HdrLogReporter;
import io.tapes.reporters.jmx.JmxReporter;
import io.tapes.reporters.prometheus.PrometheusFileReporter;
import io.tapes.reporters.slf4j.Slf4jReporter;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The reporters that the command has: how each is called, set, described and made. Flags, the
 * settings of a file and the help come from here, so that a reporter is added here alone.
 */
enum ReporterKind {
  STATSD(
      "address",
      "Send to StatsD over UDP.",
      "prefix tags=segments|dogstatsd fields distributions=true ca certificate key",
      settings -> true,
      (spec, out) -> LineReporters.statsd(spec)),
  GRAPHITE(
      "address",
      "Send to Graphite over TCP.",
      "prefix tags=tags|segments fields ca certificate key",
      settings -> false,
      (spec, out) -> LineReporters.graphite(spec)),
  INFLUX(
      "url",
      "Write to InfluxDB: to a database, or to a bucket of an org with a token-file.",
      "database org bucket prefix fields" + HttpReporters.SETTINGS,
      settings -> false,
      (spec, out) -> HttpReporters.influx(spec)),
  OTLP(
      "url",
      "Send to an OpenTelemetry collector over HTTP.",
      "service resource=name=value temporality=cumulative|delta histograms=exponential|explicit encoding=protobuf|json bounds path"
          + HttpReporters.SETTINGS,
      settings -> "delta".equals(settings.get("temporality")),
      (spec, out) -> HttpReporters.otlp(spec)),
  PUSHGATEWAY(
      "url",
      "Push to a Prometheus Pushgateway.",
      "job grouping=name=value add=true delete=true bounds" + HttpReporters.SETTINGS,
      settings -> false,
      (spec, out) -> HttpReporters.pushgateway(spec)),
  REMOTE_WRITE(
      "url",
      "Write to Prometheus, or to what takes its remote write protocol.",
      "job labels=name=value protocol=v1|v2 histograms=classic|native|both native-schema bounds backlog end=true"
          + HttpReporters.COMMON,
      settings -> false,
      (spec, out) -> HttpReporters.remoteWrite(spec)),
  OPENTSDB(
      "address",
      "Send to OpenTSDB over its telnet interface, or HTTP for http://HOST:PORT.",
      "prefix tags=name=value fields" + HttpReporters.SETTINGS,
      settings -> false,
      (spec, out) -> StoreReporters.openTsdb(spec)),
  ELASTICSEARCH(
      "url",
      "Write documents to Elasticsearch or OpenSearch.",
      "index prefix fields" + HttpReporters.SETTINGS,
      settings -> false,
      (spec, out) -> StoreReporters.elasticsearch(spec)),
  CLOUDWATCH(
      "address",
      "Send lines in CloudWatch's embedded metric format to its agent, over TCP or udp://HOST:PORT.",
      "namespace prefix fields ca certificate key",
      settings -> true,
      (spec, out) -> StoreReporters.cloudWatch(spec)),
  SPECTATORD(
      "location",
      "Send to Atlas' agent: udp, unix, udp://HOST:PORT, unix:///PATH or file:///PATH.",
      "prefix gauge-ttl percentiles=false",
      settings -> true,
      (spec, out) -> LineReporters.spectatord(spec)),
  PROMETHEUS_FILE(
      "file",
      "Replace a file for node exporter's text file collector.",
      "bounds",
      settings -> false,
      (spec, out) -> new PrometheusFileReporter(spec.path("file"), spec.bounds())),
  STREAM(
      "file",
      "Append a line of JSON each time to a file, or to standard output for '-'.",
      "",
      settings -> false,
      Streams::open),
  CSV(
      "folder",
      "Append to a CSV file for each series, or with file-per-name to one for each name, with a"
          + " column of tags.",
      "fields file-per-name=true",
      settings -> false,
      (spec, out) -> csv(spec)),
  HDR_LOG(
      "file",
      "Append the histograms and timers of each interval to a file in HdrHistogram's log format.",
      "",
      settings -> true,
      (spec, out) -> HdrLogReporter.builder(spec.path("file")).build()),
  CONSOLE(
      "stream",
      "Print a table to stdout or stderr.",
      "",
      settings -> false,
      (spec, out) -> new ConsoleReporter(Streams.standard(spec, out))),
  LOG(
      "logger",
      "Log a line for each metric to stderr.",
      "level=info fields",
      settings -> false,
      (spec, out) -> log(spec)),
  JMX(
      "domain",
      "Show MBeans in a JMX domain.",
      "",
      settings -> false,
      (spec, out) -> JmxReporter.builder().domain(spec.required("domain")).build());

  private static final List<String> OF_REQUESTS =
      List.of(HttpReporters.SETTINGS.strip().split(" ", -1));

  /** What the target of a flag is, such as an address. */
  final String main;

  private final String purpose;

  /** The settings of its own, as the help shows them. */
  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> forms;

  @SuppressWarnings("ImmutableEnumChecker") // a method
  private final Predicate<Map<String, String>> increases;

  @SuppressWarnings("ImmutableEnumChecker") // a method
  private final BiFunction<Spec, PrintStream, Reporter> maker;

  /**
   * A row.
   *
   * @param settings of its own, blanks in between: names, or names with the values that are shown
   * @param increases whether a reporter of given settings sends increases
   */
  ReporterKind(
      String main,
      String purpose,
      String settings,
      Predicate<Map<String, String>> increases,
      BiFunction<Spec, PrintStream, Reporter> maker) {
    this.main = main;
    this.purpose = purpose;
    this.forms = settings.isEmpty() ? List.of() : List.of(settings.split(" ", -1));
    this.increases = increases;
    this.maker = maker;
  }

  /** The names of the settings that it has. */
  List<String> known() {
    Stream<String> own = forms.stream().map(form -> form.split("=", 2)[0]);
    return Stream.concat(Stream.of("type", main, "interval", "window"), own).toList();
  }

  /** How the value of its flag is called in the help. */
  String label() {
    return main.toUpperCase(Locale.ROOT) + (forms.isEmpty() ? "" : "[,…]");
  }

  /** What the help says; settings that several have, it says elsewhere. */
  String description() {
    List<String> shown = forms.stream().filter(form -> !OF_REQUESTS.contains(form)).toList();
    return purpose + (shown.isEmpty() ? "" : " Settings: " + String.join(", ", shown) + ".");
  }

  /** Whether a reporter of these settings sends increases, and not totals or what is now. */
  static boolean sendsIncreases(Map<String, String> settings) {
    return of(new Spec("reporter", new TreeMap<>(settings))).increases.test(settings);
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
    spec.requireKnown(known());
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
    LogLevels.set(logger, level); // a user who asks for these lines wants to see them
    return Slf4jReporter.builder()
        .logger(LoggerFactory.getLogger(logger))
        .level(level)
        .fields(HttpReporters.fields(spec))
        .build();
  }
}
