package io.tapes.benchmarks.distributed;

import io.tapes.Snapshot;
import io.tapes.distributed.RegistryAggregator;
import io.tapes.distributed.RegistryAggregatorBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * An aggregator. Arguments: address and, where series shall expire, after how many milliseconds
 * that they have no worker.
 */
final class AggregatorProcess {
  private AggregatorProcess() {}

  public static void main(String[] args) throws IOException {
    RegistryAggregatorBuilder settings = RegistryAggregator.builder().address(args[0]);
    if (args.length > 1) {
      settings.expireSeriesAfter(Duration.ofMillis(Long.parseLong(args[1])));
    }
    try (RegistryAggregator aggregator = settings.build().start()) {
      Child.answer(
          Map.of(
              "frames",
              () -> aggregator.snapshot().number("tapes.frames.value"),
              "series",
              () -> (double) aggregator.snapshot().series().size(),
              ChurnProcess.MADE,
              () -> value(aggregator.snapshot(), ChurnProcess.MADE),
              "workers",
              () -> aggregator.snapshot().number("tapes.workers.value")));
    }
  }

  private static double value(Snapshot snapshot, String counter) {
    return snapshot.at(counter).isPresent() ? snapshot.number(counter + ".value") : 0;
  }
}
