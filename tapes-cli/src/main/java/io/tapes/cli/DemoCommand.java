package io.tapes.cli;

import io.tapes.Snapshot;
import io.tapes.distributed.RegistryAggregator;
import io.tapes.reporters.json.JsonFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tapes demo}: an aggregator and worker JVMs that measure real work. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Fork worker JVMs that read and deflate the class files of the running JDK, and show what they"
          + " measure, aggregated.",
      "On a terminal it draws a table, else it prints a line a second."
    })
final class DemoCommand implements Callable<Integer> {
  private static final int MOST_WORKERS = 64;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration FOREVER = Duration.ofDays(100 * 365);
  private static final String USUAL_HTTP = "127.0.0.1:8889";

  private final Session session;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many worker JVMs, ${DEFAULT-VALUE} by default.")
  private int workers;

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      description =
          "Where to serve the metrics, or 'none'. By default "
              + USUAL_HTTP
              + ", and none with --once. Port 0 takes any.")
  private @Nullable String http;

  @Option(
      names = "--once",
      description =
          "Take each class file exactly once, print the final JSON and nothing else to standard"
              + " output, and fail unless the counts equal those of an independent walk.")
  private boolean once;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "End after so many seconds; by default at Ctrl-C.")
  private @Nullable Integer seconds;

  // For tests: a few modules take a second, all of them half a minute.
  @Option(names = "--modules", split = ",", paramLabel = "NAME", hidden = true)
  private Set<String> modules = Set.of();

  DemoCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    check();
    Optional<HostPort> address =
        HostPort.parseOrNone(http != null ? http : once ? "none" : USUAL_HTTP);
    try (TemporaryFolder folder = TemporaryFolder.create("tapes-demo-");
        RegistryAggregator aggregator = Aggregating.start("ipc://" + folder.resolve("ipc"));
        Serving serving = Serving.start(aggregator, address);
        DemoWorkers forked =
            DemoWorkers.fork(aggregator.address(), workers, once, modules, session)) {
      return once ? runOnce(aggregator, forked) : runOn(aggregator, serving, forked);
    }
  }

  private int runOnce(RegistryAggregator aggregator, DemoWorkers forked) throws IOException {
    DemoView view = DemoView.lines(session.err());
    DemoTotals expected = DemoTotals.walk(modules);
    while (!forked.haveEnded()) {
      if (session.termination().await(POLL)) {
        throw UserError.runtime("ended before the last class file was taken");
      }
      view.showAtTicks(aggregator);
    }
    Snapshot snapshot = aggregator.snapshot();
    JsonFormat.pretty().write(snapshot, session.out());
    session.out().println();
    session.requireReader();
    List<String> differences = DemoCheck.differences(expected, snapshot);
    if (!differences.isEmpty()) {
      throw UserError.runtime(
          "the aggregate differs from an independent walk: "
              + differences.get(0)
              + (differences.size() == 1 ? "" : ", and " + (differences.size() - 1) + " more"));
    }
    return 0;
  }

  private int runOn(RegistryAggregator aggregator, Serving serving, DemoWorkers forked) {
    String title =
        "tapes demo: " + workers + " workers, " + serving.describe() + ", Ctrl-C ends it";
    DemoView view =
        Terminal.isPresent()
            ? DemoView.table(session.out(), title)
            : DemoView.lines(session.out(), title);
    long end =
        System.nanoTime() + (seconds == null ? FOREVER : Duration.ofSeconds(seconds)).toNanos();
    while (System.nanoTime() - end < 0 && !session.termination().await(POLL)) {
      forked.requireAllRunning(session.termination());
      view.showAtTicks(aggregator);
      session.requireReader();
    }
    // They send the last of what they measured before they end.
    forked.close();
    view.showLast(aggregator);
    session.requireReader();
    return 0;
  }

  private void check() throws IOException {
    if (workers < 1 || workers > MOST_WORKERS) {
      throw UserError.usage("--workers " + workers + " is not between 1 and " + MOST_WORKERS);
    }
    if (seconds != null && seconds < 1) {
      throw UserError.usage("--seconds " + seconds + " is less than 1; leave it out to go on");
    }
    if (seconds != null && once) {
      throw UserError.usage("--seconds does not go with --once, which ends after the last file");
    }
    if (ClassFiles.moduleFolders(modules).isEmpty()) {
      throw UserError.runtime("this JDK has no image of modules to take class files from");
    }
  }
}
