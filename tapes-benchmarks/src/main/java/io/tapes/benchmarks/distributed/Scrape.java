package io.tapes.benchmarks.distributed;

import io.tapes.distributed.DistributedRegistry;
import io.tapes.distributed.RegistryAggregator;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What a snapshot of the aggregate costs after workers came and went. */
final class Scrape {
  private static final int SERIES = 100;

  private Scrape() {}

  /** The time of a snapshot after that many workers, in times of one after a single worker. */
  static double growth(String address, int workers) {
    try (RegistryAggregator aggregator =
        RegistryAggregator.builder().address(address).build().start()) {
      comeAndGo(address);
      nanos(aggregator);
      double before = nanos(aggregator);
      IntStream.range(1, workers).parallel().forEach(i -> comeAndGo(address));
      return nanos(aggregator) / before;
    }
  }

  private static void comeAndGo(String address) {
    try (DistributedRegistry registry = DistributedRegistry.create(address)) {
      registry.connect();
      new Load(registry, SERIES).record();
    }
  }

  /** The median of a snapshot's time. */
  private static double nanos(RegistryAggregator aggregator) {
    double[] nanos = new double[2_001];
    long read = 0;
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      read += aggregator.snapshot().series().size();
      nanos[i] = System.nanoTime() - start;
    }
    if (read < nanos.length * (long) SERIES / 2) {
      throw new IllegalStateException("the aggregate has too few series: " + read);
    }
    Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }
}
