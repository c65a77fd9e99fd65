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
              "jvm.memory.pool.collection.committed.bytes",
              "jvm.memory.objects.pending.finalization",
              "jvm.compilation.time.seconds.total",
              "jvm.runtime.info",
              "jvm.threads.deadlocked",
              "jvm.threads.deadlocked.monitor",
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
    try (GcFigures closed = new GcFigures(JvmNames.PROMETHEUS);
        GcFigures open = new GcFigures(JvmNames.PROMETHEUS)) {
      closed.close();
      List<Series> heard = new ArrayList<>();
      while (heard.isEmpty()) {
        Garbage.collect(); // it is told of some time after it
        open.recorded(heard::add);
      }
      // Both would be told by one thread, the older one first.
      closed.recorded(series -> fail(series.toString()));
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

  @Test
  void aDeadlock_isSeen() throws InterruptedException {
    Object one = new Object();
    Object other = new Object();
    CountDownLatch both = new CountDownLatch(2);
    Thread a = locking(one, other, both);
    Thread b = locking(other, one, both);
    while (a.getState() != Thread.State.BLOCKED || b.getState() != Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }
    try (JvmMetrics metrics = JvmMetrics.register(registry)) {
      Snapshot snapshot = registry.snapshot();
      assertTrue(snapshot.number("jvm.threads.deadlocked.value") >= 2);
      assertTrue(snapshot.number("jvm.threads.deadlocked.monitor.value") >= 2);
    }
  }

  /** For good: what is deadlocked cannot be let go. */
  private static Thread locking(Object first, Object second, CountDownLatch both) {
    Thread thread =
        new Thread(
            () -> {
              synchronized (first) {
                both.countDown();
                try {
                  both.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                synchronized (second) {
                  both.countDown();
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  void allocations_areCountedByPool_atEachCollection() throws InterruptedException {
    try (JvmMetrics metrics = JvmMetrics.register(registry)) {
      while (sum(registry.snapshot(), "jvm.memory.pool.allocated") == 0) {
        Garbage.collect();
      }
      double before = sum(registry.snapshot(), "jvm.memory.pool.allocated");
      long kept = 0;
      while (sum(registry.snapshot(), "jvm.memory.pool.allocated") < before + 8_000_000) {
        byte[][] garbage = new byte[100][];
        for (int i = 0; i < garbage.length; i++) {
          garbage[i] = new byte[100_000];
          kept += garbage[i].length;
        }
        Garbage.collect();
      }
      assertTrue(kept > 0);
    }
  }

  @Test
  void micrometersNames_areWhatItsDashboardsAskFor() throws InterruptedException {
    try (JvmMetrics metrics = JvmMetrics.register(registry, JvmNames.MICROMETER)) {
      while (!names(registry.snapshot()).contains("jvm.gc.pause")) {
        Garbage.collect();
      }
      Snapshot now = registry.snapshot();
      Set<String> names = names(now);
      for (String name :
          List.of(
              "jvm.memory.used",
              "jvm.memory.committed",
              "jvm.memory.max",
              "jvm.gc.max.data.size",
              "jvm.gc.live.data.size",
              "jvm.gc.memory.promoted",
              "jvm.buffer.memory.used",
              "jvm.buffer.total.capacity",
              "jvm.buffer.count",
              "jvm.threads.live",
              "jvm.threads.daemon",
              "jvm.threads.peak",
              "jvm.threads.started",
              "jvm.threads.states",
              "jvm.classes.loaded",
              "jvm.classes.unloaded",
              "jvm.info")) {
        assertTrue(names.contains(name), name + " in " + names);
      }
      assertTrue(now.number("jvm.threads.states.{state=runnable}.value") >= 1);
      Series used =
          now.series().stream()
              .filter(one -> one.name().equals("jvm.memory.used"))
              .findFirst()
              .orElseThrow();
      assertEquals("bytes", used.info().unit());
      assertEquals(List.of("area", "id"), List.copyOf(used.tags().asMap().keySet()));
    }
  }
}
