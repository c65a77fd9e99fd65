package io.tapes.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.tapes.ManualClock;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.testing.Garbage;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // what is closed early, or only to take the metrics away
class JvmMetricsTest {
  private final ManualClock clock = new ManualClock();
  private final Registry registry = Registry.builder().clock(clock).build();

  private static Set<String> names(Snapshot snapshot) {
    return snapshot.series().stream().map(Series::name).collect(Collectors.toSet());
  }

  private static double sum(Snapshot snapshot, String name) {
    return snapshot.series().stream()
        .filter(series -> series.name().equals(name))
        .mapToDouble(series -> series.fields().get("value").doubleValue())
        .sum();
  }

  @Test
  void register_showsEveryPart_andCloseTakesAllAway() {
    try (JvmMetrics metrics = JvmMetrics.register(registry)) {
      Set<String> names = names(registry.snapshot());
      for (String name :
          List.of(
              "jvm.memory.used.bytes",
              "jvm.memory.committed.bytes",
              "jvm.memory.max.bytes",
              "jvm.memory.init.bytes",
              "jvm.memory.pool.used.bytes",
              "jvm.memory.pool.collection.used.bytes",
              "jvm.buffer.pool.used.bytes",
              "jvm.buffer.pool.capacity.bytes",
              "jvm.buffer.pool.used.buffers",
              "jvm.gc.count",
              "jvm.threads.current",
              "jvm.threads.daemon",
              "jvm.threads.peak",
              "jvm.threads.state",
              "jvm.threads.started",
              "jvm.classes.currently.loaded",
              "jvm.classes.loaded",
              "jvm.classes.unloaded",
              "jvm.uptime.seconds",
              "jvm.info")) {
        assertTrue(names.contains(name), name + " in " + names);
      }
      metrics.close();
      assertEquals(Set.of(), names(registry.snapshot()));
    }
  }

  @Test
  void memory_hasBothAreas_andEachPoolAndBufferPool() {
    try (JvmMetrics metrics = JvmMetrics.register(registry)) {
      Snapshot snapshot = registry.snapshot();
      for (String area : List.of("heap", "nonheap")) {
        assertTrue(snapshot.number("jvm.memory.used.bytes.{area=" + area + "}.value") > 0, area);
      }
      assertEquals(
          (double) ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax(),
          snapshot.number("jvm.memory.max.bytes.{area=heap}.value"));
      assertEquals(
          (double) ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getInit(),
          snapshot.number("jvm.memory.init.bytes.{area=heap}.value"));
      assertEquals(
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .map(MemoryPoolMXBean::getName)
              .collect(Collectors.toSet()),
          pools(snapshot, "jvm.memory.pool.used.bytes"));
      assertEquals(
          ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
              .map(BufferPoolMXBean::getName)
              .collect(Collectors.toSet()),
          pools(snapshot, "jvm.buffer.pool.used.buffers"));
    }
  }

  private static Set<String> pools(Snapshot snapshot, String name) {
    return snapshot.series().stream()
        .filter(series -> series.name().equals(name))
        .map(series -> series.tags().value(0))
        .collect(Collectors.toSet());
  }

  @Test
  void uptime_isInSeconds() {
    try (JvmMetrics metrics = JvmMetrics.register(registry)) {
      double before = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
      double uptime = registry.snapshot().number("jvm.uptime.seconds.value");
      double after = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
      assertTrue(before <= uptime && uptime <= after, uptime + " s");
    }
  }

  @Test
  void collections_afterTheClose_areNotListenedTo() throws InterruptedException {
    try (GcFigures closed = new GcFigures();
        GcFigures open = new GcFigures()) {
      closed.close();
      List<Series> heard = new ArrayList<>();
      while (heard.isEmpty()) {
        Garbage.collect(); // it is told of some time after it
        open.timers(heard::add);
      }
      // Both would be told by one thread, the older one first.
      closed.timers(series -> fail(series.toString()));
    }
  }

  @Test
  void threads_byState_areAllThreads() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () -> {
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try (JvmMetrics metrics = JvmMetrics.register(registry)) {
      waiting.start();
      while (waiting.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      Snapshot snapshot = registry.snapshot();
      assertTrue(snapshot.number("jvm.threads.state.{state=WAITING}.value") >= 1);
      assertTrue(snapshot.number("jvm.threads.state.{state=RUNNABLE}.value") >= 1);
      assertTrue(sum(snapshot, "jvm.threads.state") >= 2);
    } finally {
      go.countDown();
      waiting.join();
    }
  }

  @Test
  void collections_areCountedAndTimed() throws InterruptedException {
    try (JvmMetrics metrics = JvmMetrics.register(registry)) {
      double before = sum(registry.snapshot(), "jvm.gc.count");
      while (!names(registry.snapshot()).contains("jvm.gc.collection")) {
        Garbage.collect(); // it is told of some time after it
      }
      clock.advance(Duration.ofMillis(3_999));
      assertEquals(before, sum(registry.snapshot(), "jvm.gc.count"));
      clock.advance(Duration.ofMillis(1));
      assertTrue(sum(registry.snapshot(), "jvm.gc.count") > before);
      Set<String> collectors =
          ManagementFactory.getGarbageCollectorMXBeans().stream()
              .map(GarbageCollectorMXBean::getName)
              .collect(Collectors.toSet());
      registry.snapshot().series().stream()
          .filter(series -> series.name().equals("jvm.gc.collection"))
          .forEach(
              series -> {
                assertTrue(collectors.contains(series.tags().value(0)));
                assertTrue(series.fields().get("count").longValue() > 0);
              });
    }
  }

  @Test
  void register_throughAview_prefixes() {
    try (JvmMetrics metrics = JvmMetrics.register(registry.scope("app"))) {
      assertTrue(names(registry.snapshot()).contains("app.jvm.info"));
      metrics.close();
      assertEquals(Set.of(), names(registry.snapshot()));
    }
  }
}
