package io.tapes.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Two aggregators, workers, bad receivers and clients, and how long it all goes on. One thread. */
final class SoakRun implements AutoCloseable {
  /*
   * The lower aggregator is what workers deliver to; it is killed again and again. The upper one is
   * what the lower one delivers to; it has all the reporters and lives from the beginning to the
   * end, so that what grows in it for as long as it lives is seen. Exactness is judged there: what
   * the lower one loses, and what it counts twice, arrives there.
   */
  private static final int AT_LEAST = 2;
  private static final int LOOK_FOR_BOX_MILLIS = 100;

  private final SoakPlan plan;
  private final Random random;
  private final Path log;
  private final BadSinks sinks;
  private final SoakAggregator upper;
  private final SoakAggregator lower;
  private final SoakWorkers workers;
  private final SilentClients clients;
  private final Harm harm;
  private final Comparison comparison;
  private final Figures figures = new Figures();
  private final Trend samples = figures.trend("upper: samples on its page", "", 1.3, 500);
  private @Nullable Path boxes;
  private int rests;
  private long start;

  SoakRun(SoakPlan plan, Path folder, Path log) throws IOException {
    this.plan = plan;
    this.random = new Random(plan.seed());
    this.log = log;
    sinks = new BadSinks(folder);
    List<String> reporters = AllReporters.flags(sinks, folder);
    upper = new SoakAggregator("upper", folder, plan, this::error, reporters);
    List<String> relay = List.of("--upstream", upper.address(), "--statsd", sinks.udp());
    lower = new SoakAggregator("lower", folder, plan, this::error, relay);
    workers = new SoakWorkers(folder, lower.address(), this::error);
    clients = new SilentClients(upper.http());
    harm = new Harm(random, lower, workers);
    comparison = new Comparison(upper, lower, workers, this::error);
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

  /** All of it. Throws where something is not exact while nothing is recorded. */
  void run() throws Exception {
    while (!workers.resident().hasBox()) {
      if (!workers.resident().isAlive()) {
        throw new IOException("the first worker has ended; see " + log);
      }
      Thread.sleep(LOOK_FOR_BOX_MILLIS);
    }
    boxes = workers.resident().boxes();
    figures.boxes(boxes);
    start = System.nanoTime();
    Timetable timetable =
        new Timetable(random)
            .each(plan.reports(), clients::next)
            .each(plan.looks(), this::look)
            .each(plan.samples(), this::sample)
            .each(plan.rests(), this::rest);
    harm.plan(plan, timetable);
    timetable.run(plan.length(), AT_LEAST);
    workers.pause();
    comparison.settle();
    workers.endAll();
    comparison.settle();
  }

  private double progress() {
    return (System.nanoTime() - start) / (double) plan.length().toNanos();
  }

  private void look() throws IOException {
    samples.add(progress(), comparison.look());
  }

  private void sample() throws IOException, InterruptedException {
    if (workers.resident().isStopped()) { // it could not answer
      workers.resumeAll();
    }
    figures.sample(progress());
  }

  private void rest() throws IOException, InterruptedException {
    workers.pause();
    comparison.settle();
    workers.goOn();
    rests++;
  }

  SoakTable table() {
    Map<String, Integer> events = new TreeMap<>(harm.events());
    events.put("HTTP clients that never read", clients.opened());
    events.put("workers started", workers.started());
    events.put("pauses in which all was exact", rests);
    return new SoakTable(
        plan, figures.trends(), events, comparison.compared(), comparison.failures());
  }

  @Override
  public void close() throws IOException {
    workers.killAll();
    clients.close();
    lower.process().terminate();
    upper.process().terminate();
    sinks.close();
    Removals.all(boxes); // of workers that were killed just now
  }
}
