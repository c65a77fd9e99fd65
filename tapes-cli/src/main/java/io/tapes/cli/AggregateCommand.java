package io.tapes.cli;

import io.tapes.distributed.RegistryAggregator;
import io.tapes.report.ReportSchedule;
import io.tapes.report.Reporter;
import io.tapes.reporters.statsd.StatsdReporter;
import io.tapes.reporters.stream.StreamReporter;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tapes aggregate}: the stand-alone aggregator. */
@Command(
    name = "aggregate",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = {
      "Aggregate what worker JVMs measure, and report it.",
      "Prints READY and the address when it listens; SIGTERM and Ctrl-C report a last time and end"
          + " it with exit value 0."
    })
final class AggregateCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      required = true,
      description = "Where workers connect to: ipc://path or tcp://host:port; port 0 takes any.")
  private String listen = "";

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      description = "Serve JSON, Prometheus and a dashboard there; port 0 takes any.")
  private @Nullable String http;

  @Option(
      names = "--statsd",
      paramLabel = "HOST:PORT",
      description = "Send to a StatsD server over UDP.")
  private @Nullable String statsd;

  @Option(
      names = "--stream",
      paramLabel = "FILE",
      description = "Append a line of JSON each time to a file, or to standard output for '-'.")
  private @Nullable String stream;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      defaultValue = "10s",
      description = "How often to report, ${DEFAULT-VALUE} by default.")
  private String interval = "";

  @Mixin private DistributedOptions distributed = new DistributedOptions();

  AggregateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Duration pause = Durations.parse(interval);
    Optional<HostPort> httpAddress = Optional.ofNullable(http).map(HostPort::parse);
    List<Reporter> reporters = reporters();
    try (RegistryAggregator aggregator = Aggregating.start(listen, distributed::apply);
        Serving serving = Serving.start(aggregator, httpAddress)) {
      if (httpAddress.isPresent()) {
        session.err().println(serving.describe());
      } else if (reporters.isEmpty()) {
        session
            .err()
            .println(
                "tapes aggregate: nobody will see the metrics without --http, --statsd or --stream");
      }
      session.out().println("READY " + aggregator.address());
      session.requireReader();
      try (Reporting reporting = Reporting.start(pause, aggregator, reporters)) {
        reporting.until(session.termination());
      }
    }
    return 0;
  }

  private List<Reporter> reporters() {
    List<Reporter> reporters = new ArrayList<>();
    if (statsd != null) {
      HostPort target = HostPort.parse(statsd);
      reporters.add(StatsdReporter.builder().host(target.host()).port(target.port()).build());
    }
    if (stream != null) {
      reporters.add(streamReporter(stream));
    }
    return reporters;
  }

  private Reporter streamReporter(String target) {
    if (target.equals("-")) {
      return new StreamReporter(session.out());
    }
    try {
      return StreamReporter.file(Path.of(target));
    } catch (IOException | InvalidPathException e) {
      throw UserError.runtime("cannot append to '" + target + "': " + why(e), e);
    }
  }

  /** The usual failures have nothing but the file's name as their message. */
  private static String why(Exception e) {
    return e instanceof NoSuchFileException
        ? "its folder does not exist"
        : e instanceof AccessDeniedException ? "it may not be written to" : e.toString();
  }

  /** A schedule, or nothing when there is no reporter. */
  private record Reporting(RegistryAggregator source, Optional<ReportSchedule> schedule)
      implements AutoCloseable {
    static Reporting start(Duration interval, RegistryAggregator source, List<Reporter> reporters) {
      return new Reporting(
          source,
          reporters.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  ReportSchedule.every(interval, source, reporters.toArray(new Reporter[0]))));
    }

    void until(Termination termination) {
      termination.await();
    }

    /** Reports a last time. */
    @Override
    public void close() {
      // First, so that the last report holds all that was acknowledged to a worker.
      source.close();
      schedule.ifPresent(ReportSchedule::close);
    }
  }
}
