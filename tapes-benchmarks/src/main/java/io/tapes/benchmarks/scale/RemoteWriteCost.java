package io.tapes.benchmarks.scale;

import com.sun.management.OperatingSystemMXBean;
import io.tapes.Registry;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.reporters.prometheus.RemoteWriteHistograms;
import io.tapes.reporters.prometheus.RemoteWriteReporter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What remote write costs: the senders' time, that of a real Prometheus, and its memory, for
 * numbers of hosts that are simulated by reporters with labels of their own, up to a hundred, and
 * by a tag where they are more; and a report of 100,000 series. Times are of cores, so that what
 * waits costs nothing.
 */
public final class RemoteWriteCost {
  private static final int COUNTERS = 60;
  private static final int GAUGES = 20;
  private static final int TIMERS = 20;
  private static final int SERIES = COUNTERS + GAUGES + TIMERS;
  private static final int REPORTS = 6;
  private static final long INTERVAL_MILLIS = 10_000;
  private static final int LARGE = 100_000;
  private static final int WARM_UP = 200;

  /** Further hosts share these, since a thousand clients are too many for one process. */
  private static final int MOST_SENDERS = 100;

  /** A thousand hosts at once wait for one Prometheus here. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private RemoteWriteCost() {}

  /**
   * Prints a table.
   *
   * @param hosts numbers of hosts, 10, 100 and 1000 where there are none
   */
  public static void main(String... hosts) throws Exception {
    int[] numbers =
        hosts.length == 0
            ? new int[] {10, 100, 1_000}
            : Arrays.stream(hosts).mapToInt(Integer::parseInt).toArray();
    fleet(WARM_UP, REPORTS);
    System.out.println(
        "| hosts of "
            + SERIES
            + " series | sender, µs of a core per host and report | Prometheus, the same | its"
            + " memory, KiB per series |");
    System.out.println("|---|---|---|---|");
    for (int number : numbers) {
      System.out.println(fleet(number, REPORTS));
    }
    large();
  }

  private static Snapshot hosts(int number) {
    Registry registry = Registry.create();
    for (int host = 0; host < number; host++) {
      add(registry.tagged(Tags.of("host", "h" + host)));
    }
    return registry.snapshot();
  }

  private static void add(Registry host) {
    for (int i = 0; i < COUNTERS; i++) {
      host.counter("jobs.done", Tags.of("kind", "k" + i)).increment(i);
    }
    for (int i = 0; i < GAUGES; i++) {
      host.gauge("level", Tags.of("tank", "t" + i)).set(i);
    }
    for (int i = 0; i < TIMERS; i++) {
      for (int millis = 1; millis < 100; millis += 3) {
        host.timer("http.latency", Tags.of("path", "/p" + i)).record(millis, TimeUnit.MILLISECONDS);
      }
    }
  }

  private static String fleet(int number, int rounds) throws Exception {
    Path folder = Files.createTempDirectory("remote-write");
    int senders = Math.min(number, MOST_SENDERS);
    Snapshot snapshot = hosts(number / senders);
    try (PrometheusProcess prometheus = new PrometheusProcess(folder)) {
      long idleBytes = prometheus.residentBytes();
      List<RemoteWriteReporter> reporters = new ArrayList<>();
      for (int i = 0; i < senders; i++) {
        reporters.add(
            RemoteWriteReporter.builder(prometheus.uri(), "fleet")
                .label("instance", "sender" + i)
                .histograms(RemoteWriteHistograms.NATIVE)
                .transport(http -> http.timeout(PATIENCE))
                .build());
      }
      long start = snapshot.wallMillis() - rounds * INTERVAL_MILLIS;
      report(reporters, snapshot, start); // makes the series, and warms up
      double theirs = prometheus.cpuSeconds();
      long ours = SYSTEM.getProcessCpuTime();
      for (int i = 1; i < rounds; i++) {
        report(reporters, snapshot, start + i * INTERVAL_MILLIS);
      }
      double reports = (rounds - 1.0) * number;
      String row =
          String.format(
              Locale.ROOT,
              "| %,d | %,.0f | %,.0f | %.1f |",
              number,
              (SYSTEM.getProcessCpuTime() - ours) / 1e3 / reports,
              (prometheus.cpuSeconds() - theirs) * 1e6 / reports,
              (prometheus.residentBytes() - idleBytes) / 1024.0 / number / SERIES);
      for (RemoteWriteReporter one : reporters) {
        if (one.dropped() > 0) {
          throw new IOException(one.dropped() + " points were dropped");
        }
        one.close();
      }
      return row;
    }
  }

  private static void report(List<RemoteWriteReporter> reporters, Snapshot snapshot, long millis)
      throws IOException {
    Snapshot then = Snapshot.of(millis, snapshot.series());
    for (RemoteWriteReporter one : reporters) {
      one.report(then);
    }
  }

  private static void large() throws Exception {
    Registry registry = Registry.create();
    for (int i = 0; i < LARGE; i++) {
      registry
          .counter("jobs.done", Tags.of("kind", "k" + i % 1_000, "zone", "z" + i / 1_000))
          .increment(i);
    }
    Snapshot snapshot = registry.snapshot();
    Path folder = Files.createTempDirectory("remote-write");
    try (PrometheusProcess prometheus = new PrometheusProcess(folder);
        RemoteWriteReporter reporter =
            RemoteWriteReporter.builder(prometheus.uri(), "large").build()) {
      double[] seconds = new double[9];
      for (int i = 0; i < seconds.length; i++) {
        long before = SYSTEM.getProcessCpuTime();
        reporter.report(
            Snapshot.of(
                snapshot.wallMillis() + (i - seconds.length) * INTERVAL_MILLIS, snapshot.series()));
        seconds[i] = (SYSTEM.getProcessCpuTime() - before) / 1e9;
      }
      Arrays.sort(seconds);
      System.out.printf(
          Locale.ROOT,
          "%nA report of %,d counters: %.2f s of a core, median of %d (%.2f to %.2f).%n",
          LARGE,
          seconds[seconds.length / 2],
          seconds.length,
          seconds[0],
          seconds[seconds.length - 1]);
      if (reporter.dropped() > 0) {
        throw new IOException(reporter.dropped() + " points were dropped");
      }
    }
  }
}
