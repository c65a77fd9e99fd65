package io.tapes.benchmarks.distributed;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/**
 * What series that are gone leave behind: the heap in use after many were made and removed, with as
 * many alive as before, in times of what it was after a quarter of them.
 *
 * @param worker of the worker's heap
 * @param aggregator of the aggregator's heap
 */
record Churn(double worker, double aggregator) {
  private static final int ALIVE = 1_000;
  private static final long AGAIN_NANOS = 10_000_000_000L;
  private static final int EXPIRY_MILLIS = 1_000;

  /**
   * Compares after a quarter of the series with after all: a worker's box keeps the room of what
   * was removed within a few seconds, and so as much as the fastest of these seconds needed.
   */
  static Churn measure(String address, int series) throws IOException {
    try (Child aggregator = new Child(AggregatorProcess.class, address, EXPIRY_MILLIS);
        Child worker = new Child(ChurnProcess.class, address, ALIVE)) {
      replace(worker, aggregator, series / 4);
      double workerBefore = worker.ask("heap");
      double aggregatorBefore = aggregator.ask("heap");
      replace(worker, aggregator, series);
      return new Churn(
          worker.ask("heap") / workerBefore, aggregator.ask("heap") / aggregatorBefore);
    }
  }

  /**
   * Each series arrives before it is removed. In the end only those that live are left, in the
   * worker too, which uses the room of a removed one again some seconds later.
   */
  private static void replace(Child worker, Child aggregator, int upTo) throws IOException {
    for (double made = 0; made < upTo; ) {
      made = worker.ask("replace");
      while (aggregator.ask(ChurnProcess.MADE) < made) {
        LockSupport.parkNanos(1_000_000);
      }
    }
    while (aggregator.ask("series") > ALIVE + ALIVE / 10) {
      LockSupport.parkNanos(1_000_000);
    }
    LockSupport.parkNanos(AGAIN_NANOS);
  }
}
