package io.tapes.cli;

import io.tapes.SnapshotSource;
import io.tapes.distributed.RegistryAggregator;
import io.tapes.report.ReportSchedule;
import io.tapes.report.Reporter;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The reporters of an aggregator, a schedule each, by their settings. New settings leave those
 * alone that they have in common with the old: a reporter of increases that was made anew would
 * send all of them again. One thread at a time may use an instance.
 */
final class Reporting implements AutoCloseable {
  private final PrintStream out;
  private final Map<TreeMap<String, String>, ReportSchedule> running = new LinkedHashMap<>();
  private final Map<TreeMap<String, String>, Reporter> made = new LinkedHashMap<>();
  private final Set<TreeMap<String, String>> wanted = new LinkedHashSet<>();

  Reporting(PrintStream out) {
    this.out = out;
  }

  /**
   * Makes the reporters that are new. Where it throws, nothing has changed.
   *
   * @param interval of reporters that have none of their own
   */
  void prepare(List<Spec> specs, Duration interval) {
    wanted.clear();
    try {
      for (Spec spec : specs) {
        TreeMap<String, String> key = new TreeMap<>(spec.settings());
        key.putIfAbsent("interval", interval.toString());
        if (wanted.add(key) && !running.containsKey(key)) {
          made.put(key, ReporterKind.of(spec).make(spec, out));
        }
      }
    } catch (UserError e) {
      made.values().forEach(Reporting::close);
      made.clear();
      throw e;
    }
  }

  /** Starts what was made, and ends what is no longer wanted. */
  void start(SnapshotSource source) {
    for (TreeMap<String, String> key : List.copyOf(running.keySet())) {
      if (!wanted.contains(key)) {
        ReportSchedule gone = running.remove(key);
        if (gone != null) {
          gone.close();
        }
      }
    }
    made.forEach(
        (key, reporter) ->
            running.put(
                key,
                ReportSchedule.every(
                    Durations.parse(key.getOrDefault("interval", "10s")), source, reporter)));
    made.clear();
  }

  private static void close(Reporter reporter) {
    try {
      reporter.close();
    } catch (Exception e) {
      // it was never used
    }
  }

  /** Closes the aggregator first, so that the last report holds all it acknowledged. */
  void finish(RegistryAggregator aggregator) {
    aggregator.close();
    close();
  }

  /** Reports a last time. A second call does nothing. */
  @Override
  public void close() {
    made.values().forEach(Reporting::close);
    made.clear();
    List<Thread> closing = new ArrayList<>();
    for (ReportSchedule schedule : running.values()) { // at once: each may take its time
      Thread thread = new Thread(schedule::close, "tapes-last-report");
      thread.start();
      closing.add(thread);
    }
    running.clear();
    for (Thread thread : closing) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
