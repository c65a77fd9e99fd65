package io.tapes.spectator;

import io.tapes.MetricSource;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.jvm.JvmMetrics;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The figures of {@link JvmMetrics} under the names that Spectator's extension for the JVM gives
 * them, so that dashboards of Atlas go on to work: {@code jvm.memory.used}, {@code .committed} and
 * {@code .max} by {@code id} and {@code memtype}, {@code jvm.buffer.memoryUsed} and {@code
 * jvm.buffer.count} by {@code id}, {@code jvm.gc.pause} by {@code id}, {@code
 * jvm.thread.threadCount} by {@code id} ({@code daemon}, {@code non-daemon}), {@code
 * jvm.thread.threadsStarted}, {@code jvm.classloading.classesLoaded} and {@code .classesUnloaded}.
 *
 * <p>Any thread may use an instance.
 */
public final class SpectatorJvmMetrics implements AutoCloseable {
  private static final Map<String, String> NAMES =
      Map.of(
          "jvm.memory.pool.used.bytes", "jvm.memory.used",
          "jvm.memory.pool.committed.bytes", "jvm.memory.committed",
          "jvm.memory.pool.max.bytes", "jvm.memory.max",
          "jvm.buffer.pool.used.bytes", "jvm.buffer.memoryUsed",
          "jvm.buffer.pool.used.buffers", "jvm.buffer.count",
          "jvm.gc.collection", "jvm.gc.pause",
          "jvm.threads.started", "jvm.thread.threadsStarted",
          "jvm.classes.loaded", "jvm.classloading.classesLoaded",
          "jvm.classes.unloaded", "jvm.classloading.classesUnloaded");

  /** Of its own, read by the source below alone. */
  private final Registry own = Registry.create();

  private final JvmMetrics figures = JvmMetrics.register(own);
  private final Map<String, String> memoryTypes = new HashMap<>();
  private final MetricSource source = this::collect;
  private final Registry registry;

  private SpectatorJvmMetrics(Registry registry) {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      memoryTypes.put(pool.getName(), pool.getType().name());
    }
    this.registry = registry;
    registry.register(source);
  }

  /**
   * Adds the metrics to a registry.
   *
   * @param registry where to; a view of one gives them a prefix or tags
   * @return what takes them away again when it is closed
   */
  public static SpectatorJvmMetrics register(Registry registry) {
    return new SpectatorJvmMetrics(registry);
  }

  /**
   * Adds the metrics to a registry, with a tag that tells this process from others of the host.
   *
   * @param registry where to
   * @param workerId the value of the tag {@code worker_id}: the same after a restart, such as the
   *     number of the worker
   * @return what takes them away again when it is closed
   */
  public static SpectatorJvmMetrics register(Registry registry, String workerId) {
    return register(registry.tagged(Tags.of("worker_id", workerId)));
  }

  private void collect(Consumer<Series> out) {
    Snapshot snapshot = own.snapshot();
    for (Series one : snapshot.series()) {
      String name = NAMES.get(one.name());
      if (name != null) {
        out.accept(one.withId(new SeriesId(name, tags(name, one.tags()))));
      }
    }
    double all = snapshot.number("jvm.threads.current.value");
    double daemons = snapshot.number("jvm.threads.daemon.value");
    threads(out, "daemon", daemons);
    threads(out, "non-daemon", all - daemons);
  }

  /** The one tag of a pool or a collector is its id. */
  private Tags tags(String name, Tags tags) {
    if (tags.isEmpty()) {
      return tags;
    }
    String id = tags.value(0);
    return name.startsWith("jvm.memory.")
        ? Tags.of("id", id, "memtype", memoryTypes.getOrDefault(id, "NON_HEAP"))
        : Tags.of("id", id);
  }

  private static void threads(Consumer<Series> out, String id, double threads) {
    out.accept(Series.gauge(new SeriesId("jvm.thread.threadCount", Tags.of("id", id)), threads));
  }

  /** Takes them away. A second call does nothing. */
  @Override
  public void close() {
    registry.remove(source);
    figures.close();
  }
}
