package io.tapes.benchmarks.distributed;

import java.io.IOException;

/**
 * Processor time of workers and aggregator, each in a process of its own.
 *
 * <p>It is that of the whole process, with garbage collection and JeroMQ's threads; in the workers'
 * process less that of the thread which makes up the load. It is that of processes that have run
 * for long: at four flushes a second a JVM takes minutes until all is compiled, so one more worker
 * flushes as often as it can for the time of the warm-up, ends, and it begins to count when the
 * compilers rest. The distributions hold a thousand values each by then.
 *
 * <p>Frames in a second on one core are the reciprocal of the processor time for one frame, which
 * is measured while four workers send as many as they can.
 */
final class FleetCost {
  /** What stands behind each figure: so many workers, series of each, of which so many change. */
  private record Fleet(int workers, int series, int changing, int flushMillis) {}

  /**
   * What it cost.
   *
   * @param workersPercent of a core, all of them
   * @param aggregatorPercent of a core
   * @param microsPerFrame of the aggregator
   */
  record Cost(double workersPercent, double aggregatorPercent, double microsPerFrame) {}

  private final String address;
  private final Timespan time;

  FleetCost(String address, Timespan time) {
    this.address = address;
    this.time = time;
  }

  /** One worker with 1,000 series that all change between two flushes. */
  Cost oneWorker() throws IOException {
    return measure(new Fleet(1, 1_000, 1_000, 250));
  }

  /** The same worker when nothing changes. */
  Cost oneIdleWorker() throws IOException {
    return measure(new Fleet(1, 1_000, 0, 250));
  }

  /** Twenty workers with 500 series each, which all change. */
  Cost twentyWorkers() throws IOException {
    return measure(new Fleet(20, 500, 500, 250));
  }

  /** As many frames a second as a worker makes of 500 changes each. */
  Cost frames() throws IOException {
    return measure(new Fleet(4, 500, 500, 5));
  }

  /** The same frames of twenty workers instead of four. */
  Cost framesOfManyWorkers() throws IOException {
    return measure(new Fleet(20, 500, 500, 25));
  }

  /** The same frames of workers with ten times as many series. */
  Cost framesAmongManySeries() throws IOException {
    return measure(new Fleet(4, 5_000, 500, 5));
  }

  private Cost measure(Fleet fleet) throws IOException {
    try (Child aggregator = new Child(AggregatorProcess.class, address);
        Child workers =
            new Child(
                WorkersProcess.class,
                address,
                fleet.workers,
                fleet.series,
                fleet.changing,
                fleet.flushMillis)) {
      while (aggregator.ask("workers") < fleet.workers) {
        Thread.onSpinWait();
      }
      time.warmUp();
      workers.ask("warm");
      time.settle(aggregator, workers);
      double frames = aggregator.ask("frames");
      double aggregatorCpu = aggregator.ask("cpu");
      double workersCpu = workers.ask("cpu");
      long start = System.nanoTime();
      time.run();
      double nanos = System.nanoTime() - start;
      workersCpu = workers.ask("cpu") - workersCpu;
      aggregatorCpu = aggregator.ask("cpu") - aggregatorCpu;
      frames = aggregator.ask("frames") - frames;
      return new Cost(
          100 * workersCpu / nanos, 100 * aggregatorCpu / nanos, aggregatorCpu / 1e3 / frames);
    }
  }
}
