package io.tapes.benchmarks.distributed;

import io.tapes.distributed.RegistryAggregator;
import java.io.IOException;
import java.util.Map;

/** An aggregator on the address of the first argument. */
final class AggregatorProcess {
  private AggregatorProcess() {}

  public static void main(String[] args) throws IOException {
    try (RegistryAggregator aggregator =
        RegistryAggregator.builder().address(args[0]).build().start()) {
      Child.answer(
          Map.of(
              "frames",
              () -> aggregator.snapshot().number("tapes.frames.value"),
              "workers",
              () -> aggregator.snapshot().number("tapes.workers.value")));
    }
  }
}
