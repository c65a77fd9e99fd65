package io.tapes.cli;

import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import io.tapes.distributed.RegistryAggregator;
import io.tapes.report.ReportSchedule;
import io.tapes.report.Reporter;
import io.tapes.reporters.delivery.Resumable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The reporters of an aggregator, a schedule each, by their settings. New settings leave those
 * alone that they have in common with the old: a reporter of increases that was made anew would
 * send all of them again. One thread at a time may use an instance.
 */
final class Reporting implements AutoCloseable {
  private final PrintStream out;
  private final Map<Map<String, String>, Running> running = new LinkedHashMap<>();
  private final Map<Map<String, String>, Reporter> made = new LinkedHashMap<>();

  /** Those whose interval alone is another: the new settings, and those they run with. */
  private final Map<Map<String, String>, Map<String, String>> moved = new LinkedHashMap<>();

  private final Set<Map<String, String>> wanted = new LinkedHashSet<>();

  /** A reporter and what drives it. */
  private record Running(ReportSchedule schedule, LentReporter reporter) {}

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
    moved.clear();
    Map<Map<String, String>, Spec> missing = new LinkedHashMap<>();
    for (Spec spec : specs) {
      Map<String, String> key = new TreeMap<>(spec.settings());
      key.putIfAbsent("interval", interval.toString());
      if (wanted.add(key) && !running.containsKey(key)) {
        missing.put(key, spec);
      }
    }
    try {
      missing.forEach(
          (key, spec) ->
              takenFrom(key)
                  .ifPresentOrElse(
                      old -> moved.put(key, old),
                      () -> made.put(key, ReporterKind.of(spec).make(spec, out))));
    } catch (RuntimeException e) {
      made.values().forEach(Reporting::close);
      made.clear();
      throw e;
    }
  }

  /** The settings of one that goes, and has nothing but its interval against being these. */
  private Optional<Map<String, String>> takenFrom(Map<String, String> key) {
    return running.keySet().stream()
        .filter(old -> !wanted.contains(old) && !moved.containsValue(old))
        .filter(old -> withoutInterval(old).equals(withoutInterval(key)))
        .findFirst();
  }

  private static Map<String, String> withoutInterval(Map<String, String> key) {
    Map<String, String> rest = new TreeMap<>(key);
    rest.remove("interval");
    return rest;
  }

  /** Tells the reporters of increases that were made what an earlier process has reported. */
  void resume(Snapshot reported) {
    for (Reporter reporter : made.values()) {
      if (reporter instanceof Resumable increases) {
        increases.resume(reported);
      }
    }
  }

  /** Starts what was made, and ends what is no longer wanted. */
  void start(SnapshotSource source) {
    moved.forEach(
        (key, old) ->
            Optional.ofNullable(running.remove(old))
                .ifPresent(
                    one -> {
                      made.put(key, one.reporter().takeBack());
                      one.schedule().close();
                    }));
    moved.clear();
    for (Map<String, String> key : List.copyOf(running.keySet())) {
      if (!wanted.contains(key)) {
        Optional.ofNullable(running.remove(key)).ifPresent(one -> one.schedule().close());
      }
    }
    made.forEach((key, reporter) -> running.put(key, run(key, source, reporter)));
    made.clear();
  }

  private static Running run(Map<String, String> key, SnapshotSource source, Reporter reporter) {
    Duration interval = Durations.parse(key.getOrDefault("interval", "10s"));
    LentReporter lent = new LentReporter(reporter);
    return new Running(ReportSchedule.every(interval, source, lent), lent);
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
    for (Running one : running.values()) { // at once: each may take its time
      Thread thread = new Thread(one.schedule()::close, "tapes-last-report");
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
