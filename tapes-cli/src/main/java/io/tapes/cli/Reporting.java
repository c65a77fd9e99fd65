package io.tapes.cli;

import io.tapes.Snapshot;
import io.tapes.SnapshotSource;
import io.tapes.distributed.RegistryAggregator;
import io.tapes.report.ReportSchedule;
import io.tapes.report.Reporter;
import io.tapes.reporters.delivery.Resumable;
import io.tapes.support.Uninterrupted;
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
 * alone that they have in common with the old, and a new reporter to a destination goes on from
 * what the old one delivered there. One thread at a time may use an instance.
 */
final class Reporting implements AutoCloseable {
  private final PrintStream out;
  private final Map<Map<String, String>, Running> running = new LinkedHashMap<>();
  private final Map<Map<String, String>, Reporter> made = new LinkedHashMap<>();
  private final Deliveries deliveries = new Deliveries();

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
      Map<String, String> key = SettingFiles.withContents(spec.settings());
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

  /**
   * Tells the reporters of increases that were made what an earlier process has delivered.
   *
   * @param reported the sums that it left, which its destinations have
   * @param exceptions of destinations that have less
   */
  void resume(Snapshot reported, List<Deliveries.Kept> exceptions) {
    exceptions.forEach(deliveries::keep);
    made.forEach(
        (key, reporter) -> {
          if (reporter instanceof Resumable increases) {
            increases.resume(deliveries.take(destination(key, reporter), key).orElse(reported));
          }
        });
    deliveries.settle();
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
    Set<Map<String, String>> known = Set.copyOf(moved.keySet());
    moved.clear();
    for (Map<String, String> key : List.copyOf(running.keySet())) {
      if (!wanted.contains(key)) {
        Optional.ofNullable(running.remove(key)).ifPresent(one -> end(key, one));
      }
    }
    made.forEach(
        (key, reporter) -> {
          if (reporter instanceof Resumable increases && !known.contains(key)) {
            deliveries.take(destination(key, reporter), key).ifPresent(increases::resume);
          }
          running.put(key, run(key, source, reporter));
        });
    deliveries.settle();
    made.clear();
  }

  /** Reports a last time; another reporter to the same destination goes on from there. */
  private void end(Map<String, String> key, Running one) {
    one.schedule().close();
    Reporter reporter = one.reporter().reporter();
    if (reporter instanceof Resumable increases && one.reporter().last() != null) {
      String destination = destination(key, reporter);
      deliveries.keep(new Deliveries.Kept(destination, key, increases.delivered()));
    }
  }

  private static String destination(Map<String, String> key, Reporter reporter) {
    String address = reporter.destination();
    return key.get("type") + " " + (address.isEmpty() ? ReporterKind.target(key) : address);
  }

  private static Running run(Map<String, String> key, SnapshotSource source, Reporter reporter) {
    Duration interval = Durations.parse(key.getOrDefault("interval", "10s"));
    LentReporter lent = new LentReporter(reporter, ReporterKind.target(key));
    return new Running(ReportSchedule.every(interval, source, lent), lent);
  }

  private static void close(Reporter reporter) {
    try {
      reporter.close();
    } catch (Exception e) {
      // it was never used
    }
  }

  /**
   * Closes the aggregator first, so that the last report holds all it acknowledged.
   *
   * @return how each last report ended
   */
  List<LastReport> finish(RegistryAggregator aggregator) {
    aggregator.close();
    Map<Map<String, String>, Running> last = new LinkedHashMap<>(running);
    close();
    List<LastReport> ends = new ArrayList<>();
    last.forEach(
        (key, one) -> {
          String destination = destination(key, one.reporter().reporter());
          ends.add(LastReport.of(destination, key, one.reporter()));
        });
    return ends;
  }

  /** What earlier processes left for destinations to which nothing is sent now. */
  List<Deliveries.Kept> left() {
    return deliveries.left();
  }

  /** Reports a last time, through interrupts. A second call does nothing. */
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
      Uninterrupted.await(
          Long.MAX_VALUE,
          nanos -> {
            thread.join();
            return true;
          });
    }
  }
}
