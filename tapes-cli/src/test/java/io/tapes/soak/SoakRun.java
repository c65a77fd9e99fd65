package io.tapes.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Two aggregators, workers, and what happens to them. One thread. */
final class SoakRun implements AutoCloseable {
  /*
   * The lower aggregator is what workers deliver to; it is killed again and again. The upper one is
   * what the lower one delivers to; it has all the reporters and lives from the beginning to the
   * end, so that what grows in it for as long as it lives is seen. Exactness is judged there: what
   * the lower one loses, and what it counts twice, arrives there.
   */
  private static final long PATIENCE_NANOS = Duration.ofMinutes(3).toNanos();
  private static final int AT_LEAST = 2;
  private static final long LONGEST_STOP_MILLIS = 15_000;

  private final SoakPlan plan;
  private final Random random;
  private final Path log;
  private final BadSinks sinks;
  private final SoakAggregator upper;
  private final SoakAggregator lower;
  private final SoakWorkers workers;
  private final SilentClients clients;
  private final Removals removals;
  private final LedgerCheck upperCheck = new LedgerCheck(false);
  private final LedgerCheck lowerCheck = new LedgerCheck(true);
  private final Figures figures = new Figures();
  private final Trend upperSamples = figures.trend("upper: samples on its page", "", 1.3, 500);
  private final Map<String, Integer> events = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private long start;

  SoakRun(SoakPlan plan, Path folder, Path log) throws IOException {
    this.plan = plan;
    this.random = new Random(plan.seed());
    this.log = log;
    sinks = new BadSinks(folder);
    upper =
        new SoakAggregator(
            "upper", folder, plan, this::error, AllReporters.flags(sinks, folder));
    lower =
        new SoakAggregator(
            "lower",
            folder,
            plan,
            this::error,
            List.of("--upstream", upper.address(), "--statsd", sinks.udp()));
    workers = new SoakWorkers(folder, lower.address(), this::error);
    clients = new SilentClients(upper.http());
    removals = new Removals(lower.socket(), workers);
    figures.process("upper", upper::process);
    figures.process("lower", lower::process);
    figures.process("resident worker", workers::resident);
    figures.state(upper);
    figures.state(lower);
  }

  /** Keeps what the processes have to say, but not what they report. */
  private synchronized void error(String line) {
    if (!line.contains(" " + AllReporters.LOGGER + " - ")) {
      try {
        Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        System.err.println(line);
      }
    }
  }

  private void count(String event) {
    events.merge(event, 1, Integer::sum);
  }

  private double progress() {
    return (System.nanoTime() - start) / (double) plan.length().toNanos();
  }

  /** All of it. */
  void run() throws Exception {
    awaitBoxes();
    figures.boxes(removals.boxes());
    start = System.nanoTime();
    Timetable timetable =
        new Timetable(random)
            .each(plan.workerEnds(), this::endWorker)
            .each(plan.workerStops(), this::stopOrContinue)
            .each(plan.aggregatorKills(), this::killAggregator)
            .each(plan.socketRemovals(), this::removeSocket)
            .each(plan.reports(), this::clients)
            .each(plan.looks(), this::look)
            .each(plan.samples(), this::sample)
            .each(plan.rests(), () -> rest(true));
    if (Removals.OF_BOXES) {
      timetable.each(plan.boxRemovals(), this::removeBoxes);
    }
    timetable.run(plan.length(), AT_LEAST);
    rest(false);
    workers.endAll();
    settle(this::upperDifferences);
  }

  private void awaitBoxes() throws Exception {
    long begun = System.nanoTime();
    while (!workers.resident().hasBox()) {
      if (System.nanoTime() - begun > PATIENCE_NANOS) {
        throw new AssertionError("the first worker has no black box");
      }
      Thread.sleep(100);
    }
  }

  private void endWorker() throws Exception {
    if (random.nextInt(4) == 0) {
      workers.end(random);
      count("workers that ended");
    } else if (workers.kill(random)) {
      count("workers killed");
    }
    workers.fill();
  }

  private void stopOrContinue() throws Exception {
    workers.resumeAll();
    if (random.nextInt(4) > 0) {
      workers.any(random).stop();
      count("workers stopped");
    }
  }

  private void killAggregator() throws Exception {
    if (random.nextBoolean()) {
      lower.process().stop();
      Thread.sleep((long) (random.nextDouble() * Math.min(LONGEST_STOP_MILLIS, plan.reports().toMillis())));
      lower.process().resume();
      count("aggregator stopped");
    }
    lower.process().kill();
    Thread.sleep(random.nextInt(2_000));
    lower.start();
    count("aggregator killed");
  }

  private void removeSocket() throws IOException {
    count(removals.socket() ? "sockets removed" : "sockets that were not there");
  }

  private void removeBoxes() throws IOException {
    count(removals.boxes(random) ? "boxes removed" : "boxes left");
  }

  private void clients() throws IOException {
    clients.next();
  }

  private void look() throws IOException {
    Page page = upper.page();
    upperSamples.add(progress(), page.size());
    upperCheck.look(page, workers.ledgers());
    Faults.in("upper", page, failures);
    page = lower.page();
    lowerCheck.look(page, workers.ledgers());
    Faults.in("lower", page, failures);
    workers.forget(upperCheck);
  }

  private void sample() throws Exception {
    if (workers.resident().isStopped()) {
      workers.resumeAll();
    }
    figures.sample(progress());
  }

  private void rest(boolean goOn) throws Exception {
    workers.pause();
    settle(() -> upperDifferences(), () -> lowerDifferences());
    count("rests");
    if (goOn) {
      workers.goOn();
    }
  }

  private interface Differences {
    List<String> find() throws IOException;
  }

  private List<String> upperDifferences() throws IOException {
    return differences(upper, upperCheck);
  }

  private List<String> lowerDifferences() throws IOException {
    return differences(lower, lowerCheck);
  }

  private List<String> differences(SoakAggregator aggregator, LedgerCheck check)
      throws IOException {
    Page page = aggregator.page();
    check.look(page, workers.ledgers());
    List<String> all = new ArrayList<>(check.differences(page, workers.ledgers()));
    all.addAll(workers.totals().differences(page, workers.ledgers()));
    return all;
  }

  /** Waits until nothing is wrong; what is wrong after minutes is a failure. */
  private void settle(Differences... all) throws Exception {
    for (Differences differences : all) {
      long begun = System.nanoTime();
      List<String> found = differences.find();
      int last = 0;
      while (!found.isEmpty() && System.nanoTime() - begun < PATIENCE_NANOS) {
        Thread.sleep(500);
        if (found.size() != last) { // what is being waited for
          last = found.size();
          error("soak: " + last + " series are not exact yet, such as " + found.get(0));
        }
        found = differences.find();
      }
      found.stream().limit(20).forEach(failures::add);
      if (!found.isEmpty()) {
        failures.add(found.size() + " series are wrong while nothing is recorded");
        throw new AssertionError(String.join("\n", failures));
      }
    }
  }

  /** What is wrong with what was counted. */
  List<String> failures() {
    List<String> all = new ArrayList<>(failures);
    all.addAll(upperCheck.wrong());
    all.addAll(lowerCheck.wrong());
    return all;
  }

  SoakTable table() {
    events.put("HTTP clients that never read", clients.opened());
    events.put("workers started", workers.started());
    return new SoakTable(plan, figures.trends(), events, upperCheck.compared(), failures());
  }

  @Override
  public void close() throws Exception {
    workers.killAll();
    clients.close();
    lower.process().kill();
    upper.process().kill();
    sinks.close();
  }
}
