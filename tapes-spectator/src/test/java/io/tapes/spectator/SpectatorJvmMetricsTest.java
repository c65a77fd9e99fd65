package io.tapes.spectator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.Series;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SpectatorJvmMetricsTest {
  private final Registry registry = Registry.create();

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Series one : registry.snapshot().series()) {
      names.add(one.name() + one.tags().asMap().keySet());
    }
    return names;
  }

  @Test
  void figures_haveTheNamesOfSpectator_andGoAway() {
    SpectatorJvmMetrics metrics = SpectatorJvmMetrics.register(registry);
    System.gc();
    while (!names().contains("jvm.gc.pause[id]")) {
      Thread.onSpinWait();
    }
    assertEquals(
        Set.of(
            "jvm.memory.used[id, memtype]",
            "jvm.memory.committed[id, memtype]",
            "jvm.memory.max[id, memtype]",
            "jvm.buffer.memoryUsed[id]",
            "jvm.buffer.count[id]",
            "jvm.gc.pause[id]",
            "jvm.thread.threadCount[id]",
            "jvm.thread.threadsStarted[]",
            "jvm.classloading.classesLoaded[]",
            "jvm.classloading.classesUnloaded[]"),
        names());
    assertTrue(
        registry.snapshot().series().stream()
            .anyMatch(one -> one.tags().value("memtype").equals(Optional.of("HEAP"))));
    metrics.close();
    assertEquals(Set.of(), names());
    metrics.close();
  }

  @Test
  void figures_haveTheIdOfTheirWorker_whereAskedTo() {
    SpectatorJvmMetrics metrics = SpectatorJvmMetrics.register(registry, "3");
    assertTrue(names().contains("jvm.thread.threadCount[id, worker_id]"), names().toString());
    metrics.close();
    assertEquals(Set.of(), names());
  }
}
