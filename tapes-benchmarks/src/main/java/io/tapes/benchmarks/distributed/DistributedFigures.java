package io.tapes.benchmarks.distributed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures what JMH cannot: processes that talk to each other. */
public final class DistributedFigures {
  /** Percent of a core: a worker with 1,000 series that all change. */
  public static final String WORKER = "worker, 1,000 series, all change at 4 Hz";

  /** Percent of a core: 20 workers × 500 series × 4 Hz. */
  public static final String TWENTY = "aggregator, 20 workers × 500 series at 4 Hz";

  /** Frames of 500 changes that one core can take. */
  public static final String FRAMES = "aggregator, frames of 500 changes on one core";

  /** Milliseconds from a record to the aggregate. */
  public static final String VISIBLE = "visible in the aggregate, p99, flush of 250 ms";

  /** Cost of a frame with more workers. */
  public static final String MORE_WORKERS = "cost of a frame, 20 workers in those of 4";

  /** Cost of a frame with more series. */
  public static final String MORE_SERIES = "cost of a frame, 5,000 series in those of 500";

  /** Cost of a snapshot after workers came and went. */
  public static final String SCRAPE = "cost of a snapshot, after 1,000 workers in those of 1";

  /** The worker's heap after series that are gone. */
  public static final String WORKER_CHURN =
      "worker's heap after series that were made and removed, in that after a quarter of them";

  /** The aggregator's heap after series that are gone. */
  public static final String AGGREGATOR_CHURN =
      "aggregator's heap after series that were made and removed, in that after a quarter of them";

  private final List<DistributedFigure> figures = new ArrayList<>();

  private DistributedFigures() {}

  /**
   * Measures everything; about a minute.
   *
   * @param time how long each part takes
   * @return the figures
   */
  public static List<DistributedFigure> run(Timespan time) throws IOException {
    Path folder = Files.createTempDirectory("tapes");
    try {
      DistributedFigures all = new DistributedFigures();
      all.measure("ipc://" + folder.resolve("a.ipc"), time);
      return all.figures;
    } finally {
      Files.deleteIfExists(folder.resolve("a.ipc"));
      Files.delete(folder);
    }
  }

  private void measure(String address, Timespan time) throws IOException {
    FleetCost cost = new FleetCost(address, time);
    add(WORKER, cost.oneWorker().workersPercent(), "% of a core");
    add("worker, 1,000 series, idle", cost.oneIdleWorker().workersPercent(), "% of a core");
    add(TWENTY, cost.twentyWorkers().aggregatorPercent(), "% of a core");
    double frame = cost.frames().microsPerFrame();
    add(FRAMES, 1e6 / frame, "1/s");
    add(MORE_WORKERS, cost.framesOfManyWorkers().microsPerFrame() / frame, "×");
    add(MORE_SERIES, cost.framesAmongManySeries().microsPerFrame() / frame, "×");
    add(VISIBLE, Visibility.p99Millis(address, time.repetitions()), "ms");
    add(SCRAPE, Scrape.growth(address, 25 * time.repetitions()), "×");
    Churn churn = Churn.measure(address, 25_000 * time.repetitions());
    add(WORKER_CHURN, churn.worker(), "×");
    add(AGGREGATOR_CHURN, churn.aggregator(), "×");
    MessagePerEvent.Cost event = MessagePerEvent.measure(address, 12_500 * time.repetitions());
    add("message per event: recording thread", event.recordNanos(), "ns per event");
    add("message per event: aggregator", event.aggregatorNanos(), "ns per event");
  }

  private void add(String name, double value, String unit) {
    DistributedFigure figure = new DistributedFigure(name, value, unit);
    System.err.println(figure);
    figures.add(figure);
  }
}
