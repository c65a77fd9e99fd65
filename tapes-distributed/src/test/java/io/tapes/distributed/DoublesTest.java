package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.distribution.Distribution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Doubles and negative longs of several workers are what one process would have recorded. */
class DoublesTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  private RegistryAggregator aggregator() {
    return RegistryAggregator.builder()
        .address("ipc://" + folder.resolve("a.ipc"))
        .state(folder.resolve("state"))
        .build()
        .start();
  }

  private static void record(Registry registry, Random random, int times) {
    for (int i = 0; i < times; i++) {
      double value = Math.scalb(random.nextGaussian(), random.nextInt(-40, 40));
      registry.metric("d").doubleHistogram().record(value);
      registry.histogram("h").record(random.nextLong() >> random.nextInt(1, 64));
    }
  }

  private static Distribution distribution(Snapshot snapshot, String name) {
    return snapshot.find(new SeriesId(name, Tags.empty())).orElseThrow().asDistribution().total();
  }

  private static void assertSame(Snapshot expected, Snapshot actual) {
    assertEquals(distribution(expected, "h"), distribution(actual, "h"));
    Distribution wanted = distribution(expected, "d");
    Distribution found = distribution(actual, "d");
    assertEquals(wanted.count(), found.count());
    for (int i = 0; i < wanted.bucketCount(); i++) {
      assertEquals(wanted.bucketIndex(i), found.bucketIndex(i));
      assertEquals(wanted.bucketValues(i), found.bucketValues(i));
    }
    assertEquals(wanted.minKey(), found.minKey());
    assertEquals(wanted.maxKey(), found.maxKey());
    assertEquals(wanted.doubleSum(), found.doubleSum(), Math.ulp(wanted.doubleSum()));
  }

  @Test
  void twoWorkers_andARestartOfTheAggregator_areOneRegistry() throws Exception {
    Registry one = Registry.create();
    try (DistributedRegistry a = worker();
        DistributedRegistry b = worker()) {
      for (int round = 0; round < 3; round++) {
        try (RegistryAggregator aggregator = aggregator()) {
          record(one, new Random(round), 500);
          record(a, new Random(round), 500);
          record(one, new Random(100 + round), 300);
          record(b, new Random(100 + round), 300);
          long count = 800L * (round + 1);
          Await.until(
              "all values",
              () ->
                  aggregator.snapshot().at("d.count").filter(n -> n.equals(count)).isPresent()
                      && aggregator
                          .snapshot()
                          .at("h.count")
                          .filter(n -> n.equals(count))
                          .isPresent());
          assertSame(one.snapshot(), aggregator.snapshot());
        }
      }
      try (RegistryAggregator aggregator = aggregator()) {
        assertTrue(a.close(LONG));
        assertTrue(b.close(LONG));
        assertSame(one.snapshot(), aggregator.snapshot());
        assertEquals(
            0.0,
            aggregator.snapshot().at("tapes.frames.malformed.value").map(n -> 1.0).orElse(0.0));
      }
    }
  }

  private DistributedRegistry worker() {
    DistributedRegistry worker =
        DistributedRegistry.builder()
            .address("ipc://" + folder.resolve("a.ipc"))
            .flushInterval(Duration.ofMillis(10))
            .build();
    worker.connect();
    return worker;
  }
}
