package io.tapes.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Aggregation;
import io.tapes.Family;
import io.tapes.MetricInfo;
import io.tapes.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a metric reaches the aggregate, and survives it. */
class DescriptionTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  private RegistryAggregator aggregator() {
    return RegistryAggregator.builder()
        .address("ipc://" + folder.resolve("a.ipc"))
        .state(folder.resolve("state"))
        .build()
        .start();
  }

  private static MetricInfo info(Snapshot snapshot, String name) {
    return snapshot.families().stream()
        .filter(family -> family.name().equals(name))
        .map(Family::info)
        .findFirst()
        .orElseThrow();
  }

  private static void record(DistributedRegistry worker, String description) {
    worker.metric("h").description(description).unit("bytes").bounds(1, 10).histogram().record(3);
    worker.metric("g").description(description).aggregation(Aggregation.MEAN).gauge().set(1);
    worker.metric("late").description(description).counter().increment();
  }

  @Test
  void theFirstDescriptionWins_andAContradictionIsCounted() {
    try (RegistryAggregator aggregator = aggregator()) {
      try (DistributedRegistry a = DistributedRegistry.create(aggregator.address())) {
        a.connect();
        record(a, "of the first");
        a.counter("late.described").increment();
        assertTrue(a.close(LONG));
      }
      try (DistributedRegistry b = DistributedRegistry.create(aggregator.address())) {
        b.connect();
        record(b, "of the second");
        b.metric("late.described").description("known to the second").counter().increment();
        assertTrue(b.close(LONG));
      }
      Snapshot all = aggregator.snapshot();
      for (String name : List.of("h", "g", "late")) {
        assertEquals("of the first", info(all, name).description(), name);
      }
      assertEquals("known to the second", info(all, "late.described").description());
      assertEquals("bytes", info(all, "h").unit());
      assertEquals(List.of(1.0, 10.0), info(all, "h").bounds());
      assertEquals(2, all.number("h.count"));
      assertEquals(2, all.number("late.value"));
      assertEquals(3, all.number("tapes.metadata.conflicts.value"));
    }
  }

  @Test
  void descriptions_surviveARestartWithAStateFile() {
    try (RegistryAggregator aggregator = aggregator();
        DistributedRegistry a = DistributedRegistry.create(aggregator.address())) {
      a.connect();
      record(a, "of the first");
      assertTrue(a.close(LONG));
    }
    try (RegistryAggregator aggregator = aggregator()) {
      Snapshot all = aggregator.snapshot();
      for (String name : List.of("h", "g", "late")) {
        assertEquals("of the first", info(all, name).description(), name);
      }
      assertEquals(List.of(1.0, 10.0), info(all, "h").bounds());
      assertEquals(1, all.number("h.count"));
    }
  }
}
