package io.tapes.benchmarks.distributed;

import io.tapes.Counter;
import io.tapes.distributed.DistributedRegistry;
import io.tapes.distributed.RegistryAggregator;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** From a record to the snapshot of the aggregate that contains it, at the default flush. */
final class Visibility {
  private static final int WORKERS = 8;

  private Visibility() {}

  /** The 99th percentile in milliseconds. */
  static double p99Millis(String address, int repetitions) {
    try (RegistryAggregator aggregator =
        RegistryAggregator.builder().address(address).build().start()) {
      double[] millis =
          IntStream.range(0, WORKERS)
              .parallel()
              .mapToObj(i -> delays(aggregator, i, repetitions))
              .flatMapToDouble(Arrays::stream)
              .sorted()
              .toArray();
      return millis[(int) Math.ceil(0.99 * millis.length) - 1];
    }
  }

  private static double[] delays(RegistryAggregator aggregator, int worker, int repetitions) {
    double[] delays = new double[repetitions];
    Random random = new Random(worker);
    try (DistributedRegistry registry = DistributedRegistry.create(aggregator.address())) {
      registry.connect();
      Counter counter = registry.counter("worker" + worker);
      String path = "worker" + worker + ".value";
      awaitAtLeast(aggregator, path, counter, 1);
      for (int i = 0; i < repetitions; i++) {
        // At any moment between two flushes.
        LockSupport.parkNanos(random.nextInt(250_000_000));
        long start = System.nanoTime();
        awaitAtLeast(aggregator, path, counter, i + 2);
        delays[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    return delays;
  }

  private static void awaitAtLeast(
      RegistryAggregator aggregator, String path, Counter counter, int count) {
    counter.increment();
    while (!aggregator
        .snapshot()
        .at(path)
        .filter(n -> ((Number) n).intValue() >= count)
        .isPresent()) {
      LockSupport.parkNanos(500_000);
    }
  }
}
