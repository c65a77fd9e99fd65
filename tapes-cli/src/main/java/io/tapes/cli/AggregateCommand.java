package io.tapes.cli;

import io.tapes.distributed.RegistryAggregator;
import io.tapes.distributed.RegistryAggregatorBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code tapes aggregate}: the stand-alone aggregator. */
@Command(
    name = "aggregate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    abbreviateSynopsis = true,
    sortOptions = false,
    description = {
      "Aggregate what worker JVMs measure, and report it.",
      "Prints READY and the address when it listens; SIGTERM and Ctrl-C report a last time and end"
          + " it within 25 seconds with exit value 0, or 1 where a destination was away and"
          + " something is lost."
    },
    footer = {
      "",
      "Settings follow a target behind commas: --statsd 127.0.0.1:8125,prefix=shop,interval=1s."
          + " Every reporter takes interval and window=recent|interval (quantiles of exactly the"
          + " last interval). Addresses are HOST:PORT, udp://HOST:PORT, tcp://HOST:PORT,"
          + " tls://HOST:PORT (with ca, certificate and key), unix:///path (a stream) or unix-datagram:///path. A list of fields without 'value'"
          + " leaves out counters and gauges.",
      "",
      "Those that send requests (influx, otlp, pushgateway, remote-write, elasticsearch) take headers, user and password-file,"
          + " or token-file, ca (a file of certificates to trust), certificate and key (this"
          + " client's), and gzip. A list in a flag is the same setting again:"
          + " headers=X-Team=a,headers=X-Site=b.",
      "",
      "A configuration has the keys listen, http, interval, memory-limit and reporters:",
      "  http: {address: 127.0.0.1:8889, token-file: /etc/metrics/token}",
      "  interval: 10s",
      "  reporters:",
      "    - {type: statsd, address: 127.0.0.1:8125, prefix: shop}",
      "SIGHUP reads it again: reporters that did not change go on, and totals stay."
    })
final class AggregateCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Session session;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description =
          "Where workers connect to: ipc://path or tcp://host:port; port 0 takes any. Addresses"
              + " that other hosts may reach need --key.")
  private @Nullable String listen;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Read settings from a YAML or JSON file, and again at SIGHUP.")
  private @Nullable Path config;

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT[,…]",
      description =
          "Serve JSON, Prometheus and a dashboard there; port 0 takes any. Settings: certificate,"
              + " key, clients, user, password-file, token-file, allowed-hosts, max-connections,"
              + " timeout, native-schema, bounds.")
  private @Nullable String http;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description = "How often to report, 10s by default.")
  private @Nullable String interval;

  /** Set by picocli. */
  @CommandLine.Spec private @Nullable CommandSpec command;

  @Mixin private DistributedOptions distributed = new DistributedOptions();

  @Mixin private KeyOptions keys = new KeyOptions();

  AggregateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ConfigFile file = config == null ? ConfigFile.none() : ConfigFile.read(config);
    String address =
        Optional.ofNullable(listen)
            .or(file::listen)
            .orElseThrow(
                () ->
                    UserError.usage(
                        "--listen ADDRESS is missing, or 'listen' in the file of --config; see"
                            + " 'tapes aggregate --help'"));
    Optional<Spec> server =
        Optional.ofNullable(http)
            .map(value -> Serving.checked(Spec.ofFlag("--http", value, "address")))
            .or(file::http);
    Duration pause = interval(file);
    List<Spec> wanted = reporters(file);
    try (Reporting reporting = new Reporting(session.out())) {
      reporting.prepare(wanted, pause); // what cannot be made is told before anything listens
      return aggregate(address, server, file, reporting, wanted.isEmpty()) ? 0 : UserError.RUNTIME;
    }
  }

  /** Whether everything was delivered at the end, or is kept for the next start. */
  private boolean aggregate(
      String address,
      Optional<Spec> server,
      ConfigFile file,
      Reporting reporting,
      boolean noReporters) {
    boolean resumed = distributed.isResumed();
    Ending ending = new Ending(session.err(), distributed.undelivered());
    try (RegistryAggregator aggregator =
            Aggregating.start(address, builder -> settings(builder, file));
        Serving serving = Serving.of(aggregator, server)) {
      if (server.isPresent()) {
        session.err().println(serving.describe());
      } else if (noReporters) {
        session
            .err()
            .println(
                "tapes aggregate: the metrics are not shown anywhere without --http, --config or one of"
                    + " the reporters");
      }
      session.out().println("READY " + aggregator.address());
      session.requireReader();
      if (resumed) {
        reporting.resume(aggregator.snapshot(), ending.takeUp());
      }
      reporting.start(aggregator);
      Reloading reloading = new Reloading(session, () -> reload(file, reporting, aggregator));
      if (config != null) {
        reloading.start();
      }
      Optional<String> problem = awaitEnd(session.termination(), aggregator::failure);
      reloading.stop();
      boolean whole = ending.of(reporting.finish(aggregator), reporting.left());
      if (problem.isPresent()) {
        throw UserError.runtime(problem.get());
      }
      return whole;
    }
  }

  /** Waits for a signal, or for what ends the aggregator without one. */
  static Optional<String> awaitEnd(Termination termination, Supplier<Optional<String>> aggregator) {
    while (!termination.await(LOOK)) {
      Optional<String> problem = aggregator.get();
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private void settings(RegistryAggregatorBuilder builder, ConfigFile file) {
    distributed.apply(builder, file.memoryLimit());
    keys.apply(builder, session.err());
  }

  private void reload(ConfigFile first, Reporting reporting, RegistryAggregator aggregator) {
    if (config == null) {
      return;
    }
    ConfigFile file = ConfigFile.read(config);
    reporting.prepare(reporters(file), interval(file));
    reporting.start(aggregator);
    if (!file.listen().equals(first.listen())
        || !file.http().equals(first.http())
        || !file.memoryLimit().equals(first.memoryLimit())) {
      session
          .err()
          .println(
              "tapes aggregate: 'listen', 'http' and 'memory-limit' stay as they were until a"
                  + " restart");
    }
  }

  private Duration interval(ConfigFile file) {
    return Optional.ofNullable(interval)
        .map(Durations::parse)
        .or(file::interval)
        .orElse(Duration.ofSeconds(10));
  }

  private List<Spec> reporters(ConfigFile file) {
    List<Spec> all = new ArrayList<>(ReporterOptions.specs(Objects.requireNonNull(command)));
    all.addAll(file.reporters());
    return all;
  }
}
