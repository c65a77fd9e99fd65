package io.tapes.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What two aggregators show beside what all workers say they have recorded. One thread. */
final class Comparison {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long PAUSE_MILLIS = 500;
  private static final int SHOWN = 20;

  private final SoakAggregator upper;
  private final SoakAggregator lower;
  private final SoakWorkers workers;
  private final Consumer<String> log;
  private final LedgerCheck upperCheck = new LedgerCheck(false);
  private final LedgerCheck lowerCheck = new LedgerCheck(true);
  private final List<String> failures = new ArrayList<>();

  Comparison(
      SoakAggregator upper, SoakAggregator lower, SoakWorkers workers, Consumer<String> log) {
    this.upper = upper;
    this.lower = lower;
    this.workers = workers;
    this.log = log;
  }

  /**
   * Looks at what has ended, and at what is too much.
   *
   * @return the number of samples that the upper one shows
   */
  int look() throws IOException {
    Page shown = look(upper, upperCheck);
    Faults.lostIn(lower.process().name(), look(lower, lowerCheck), failures);
    workers.forget(upperCheck);
    return shown.size();
  }

  private Page look(SoakAggregator aggregator, LedgerCheck check) throws IOException {
    Page page = aggregator.page();
    check.look(page, workers.ledgers());
    Faults.in(aggregator.process().name(), page, failures);
    return page;
  }

  /** Waits until both show exactly what was recorded, while nothing is. */
  void settle() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    List<String> found = differences();
    int waiting = 0;
    while (!found.isEmpty() && System.nanoTime() - begun < PATIENCE.toNanos()) {
      if (found.size() != waiting) {
        waiting = found.size();
        log.accept("soak: %d not exact yet, such as %s".formatted(waiting, found.get(0)));
      }
      Thread.sleep(PAUSE_MILLIS);
      found = differences();
    }
    found.stream().limit(SHOWN).forEach(failures::add);
    if (!found.isEmpty()) {
      throw new AssertionError(
          "%d series are wrong while nothing is recorded\n%s"
              .formatted(found.size(), String.join("\n", failures())));
    }
  }

  private List<String> differences() throws IOException {
    List<String> all = new ArrayList<>(differences(upper, upperCheck));
    all.addAll(differences(lower, lowerCheck));
    return all;
  }

  private List<String> differences(SoakAggregator aggregator, LedgerCheck check)
      throws IOException {
    Page page = look(aggregator, check);
    List<String> all = new ArrayList<>(check.differences(page, workers.ledgers()));
    all.addAll(workers.totals().differences(page, workers.ledgers()));
    String name = aggregator.process().name();
    return all.stream().map(difference -> name + ": " + difference).toList();
  }

  /** Series that have ended and were found exact. */
  long compared() {
    return upperCheck.compared();
  }

  /** What is wrong. */
  List<String> failures() {
    List<String> all = new ArrayList<>(failures);
    all.addAll(upperCheck.wrong());
    all.addAll(lowerCheck.wrong());
    return all;
  }
}
