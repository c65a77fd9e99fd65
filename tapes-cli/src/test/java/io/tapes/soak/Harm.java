package io.tapes.soak;

import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What happens to workers, to the lower aggregator and to files. One thread. */
final class Harm {
  private static final int LONGEST_ABSENCE_MILLIS = 2_000;
  private static final int LONGEST_STOP_MILLIS = 10_000;

  private final Random random;
  private final SoakAggregator aggregator;
  private final SoakWorkers workers;
  private final Removals removals;
  private final Map<String, Integer> events = new TreeMap<>();

  Harm(Random random, SoakAggregator aggregator, SoakWorkers workers) {
    this.random = random;
    this.aggregator = aggregator;
    this.workers = workers;
    this.removals = new Removals(aggregator.socket(), workers);
  }

  /** When each of it happens. */
  void plan(SoakPlan plan, Timetable timetable) {
    timetable
        .each(plan.workerEnds(), this::endWorker)
        .each(plan.workerStops(), this::stopOrContinue)
        .each(plan.aggregatorKills(), this::killAggregator)
        .each(plan.socketRemovals(), this::removeSocket);
    if (Removals.OF_BOXES) {
      timetable.each(plan.boxRemovals(), this::removeBoxes);
    }
  }

  private void count(String event) {
    events.merge(event, 1, Integer::sum);
  }

  private void endWorker() throws IOException, InterruptedException {
    if (random.nextInt(4) == 0) {
      workers.end(random);
      count("workers that ended");
    } else if (workers.kill(random)) {
      count("workers killed");
    }
    workers.fill();
  }

  private void stopOrContinue() throws IOException, InterruptedException {
    workers.resumeAll();
    if (random.nextInt(4) > 0) {
      workers.any(random).stop();
      count("workers stopped");
    }
  }

  private void killAggregator() throws IOException, InterruptedException {
    if (random.nextBoolean()) {
      aggregator.process().stop();
      Thread.sleep(random.nextInt(LONGEST_STOP_MILLIS));
      aggregator.process().resume();
      count("aggregator stopped");
    }
    aggregator.process().kill();
    Thread.sleep(random.nextInt(LONGEST_ABSENCE_MILLIS));
    aggregator.start();
    count("aggregator killed");
  }

  private void removeSocket() throws IOException {
    if (removals.socket()) {
      count("sockets removed");
    }
  }

  private void removeBoxes() throws IOException {
    if (removals.boxes(random)) {
      count("black boxes removed");
    }
  }

  Map<String, Integer> events() {
    return events;
  }
}
