package io.tapes.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The flags that name reporters. */
final class ReporterOptions {
  @Option(
      names = "--statsd",
      paramLabel = "ADDRESS[,…]",
      description = "Send to StatsD over UDP. Settings: prefix, tags=segments|dogstatsd, fields.")
  private List<String> statsd = new ArrayList<>();

  @Option(
      names = "--graphite",
      paramLabel = "ADDRESS[,…]",
      description = "Send to Graphite over TCP. Settings: prefix, tags=tags|segments, fields.")
  private List<String> graphite = new ArrayList<>();

  @Option(
      names = "--influx",
      paramLabel = "URL,…",
      description =
          "Write to InfluxDB. Settings: database, or org, bucket and token-file; prefix, fields,"
              + " gzip=false.")
  private List<String> influx = new ArrayList<>();

  @Option(
      names = "--otlp",
      paramLabel = "URL[,…]",
      description =
          "Send to an OpenTelemetry collector over HTTP. Settings: service, resource=name=value,"
              + " temporality=cumulative|delta, histograms=exponential|explicit, path, gzip=false.")
  private List<String> otlp = new ArrayList<>();

  @Option(
      names = "--pushgateway",
      paramLabel = "URL[,…]",
      description =
          "Push to a Prometheus Pushgateway. Settings: job, grouping=name=value, add=true,"
              + " delete=true, gzip=true.")
  private List<String> pushgateway = new ArrayList<>();

  @Option(
      names = "--spectatord",
      paramLabel = "LOCATION[,…]",
      description =
          "Send to Atlas' agent: udp, unix, udp://HOST:PORT, unix:///PATH or file:///PATH."
              + " Settings: prefix, gauge-ttl, percentiles=false.")
  private List<String> spectatord = new ArrayList<>();

  @Option(
      names = "--prometheus-file",
      paramLabel = "FILE",
      description = "Replace a file for node exporter's text file collector.")
  private List<String> prometheusFile = new ArrayList<>();

  @Option(
      names = "--stream",
      paramLabel = "FILE",
      description = "Append a line of JSON each time to a file, or to standard output for '-'.")
  private List<String> stream = new ArrayList<>();

  @Option(
      names = "--csv",
      paramLabel = "FOLDER[,…]",
      description =
          "Append to a CSV file for each series. Settings: fields, file-per-name=true for one file of"
              + " each name with a column of tags.")
  private List<String> csv = new ArrayList<>();

  @Option(
      names = "--console",
      paramLabel = "STREAM",
      description = "Print a table to stdout or stderr.")
  private List<String> console = new ArrayList<>();

  @Option(
      names = "--log",
      paramLabel = "LOGGER[,…]",
      description = "Log a line for each metric to stderr. Settings: level=info, fields.")
  private List<String> log = new ArrayList<>();

  @Option(names = "--jmx", paramLabel = "DOMAIN", description = "Show MBeans in a JMX domain.")
  private List<String> jmx = new ArrayList<>();

  /** What the flags say; throws a sentence about the first thing that is wrong. */
  List<Spec> specs() {
    List<Spec> specs = new ArrayList<>();
    add(specs, ReporterKind.STATSD, statsd);
    add(specs, ReporterKind.GRAPHITE, graphite);
    add(specs, ReporterKind.INFLUX, influx);
    add(specs, ReporterKind.OTLP, otlp);
    add(specs, ReporterKind.PUSHGATEWAY, pushgateway);
    add(specs, ReporterKind.SPECTATORD, spectatord);
    add(specs, ReporterKind.PROMETHEUS_FILE, prometheusFile);
    add(specs, ReporterKind.STREAM, stream);
    add(specs, ReporterKind.CSV, csv);
    add(specs, ReporterKind.CONSOLE, console);
    add(specs, ReporterKind.LOG, log);
    add(specs, ReporterKind.JMX, jmx);
    return specs;
  }

  private static void add(List<Spec> specs, ReporterKind kind, List<String> values) {
    for (String value : values) {
      Spec spec = Spec.ofFlag("--" + kind.word(), value, kind.main);
      spec.settings().put("type", kind.word());
      kind.check(spec);
      specs.add(spec);
    }
  }
}
