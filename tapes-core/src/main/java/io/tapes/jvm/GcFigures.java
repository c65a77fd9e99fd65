package io.tapes.jvm;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.Tags;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * Garbage collections: how many since the JVM began, how long each one took since this listens, and
 * how much was allocated in each pool by then. Of collectors that work beside the application, the
 * beans named "Pauses" have what stopped it.
 */
final class GcFigures implements AutoCloseable {
  private static final List<GarbageCollectorMXBean> COLLECTORS =
      ManagementFactory.getGarbageCollectorMXBeans();

  /** Of its own, so that its series go away with this. */
  private final Registry own = Registry.create();

  private final NotificationListener listener = this::collected;
  private final JvmNames names;

  /** What was used in each pool after the last collection. By the one thread that notifies. */
  private final Map<String, Long> used = new HashMap<>();

  GcFigures(JvmNames names) {
    this.names = names;
    for (GarbageCollectorMXBean collector : COLLECTORS) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(listener, null, null);
      }
    }
  }

  static void counts(SeriesSink out) {
    for (GarbageCollectorMXBean collector : COLLECTORS) {
      out.counter(
          "jvm.gc.count", Tags.of("gc", collector.getName()), collector.getCollectionCount());
    }
  }

  private void collected(Notification notification, Object ignored) {
    if (notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      collected(GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData()));
    }
  }

  private void collected(GarbageCollectionNotificationInfo collection) {
    Tags gc = Tags.of("gc", collection.getGcName());
    if (names == JvmNames.MICROMETER) {
      boolean beside = collection.getGcCause().equals("No GC"); // a phase that stops no thread
      gc = gc.and("action", collection.getGcAction()).and("cause", collection.getGcCause());
      record(beside ? "jvm.gc.concurrent.phase.time" : "jvm.gc.pause", gc, collection);
    } else {
      record("jvm.gc.collection", gc, collection);
    }
    Map<String, MemoryUsage> before = collection.getGcInfo().getMemoryUsageBeforeGc();
    collection
        .getGcInfo()
        .getMemoryUsageAfterGc()
        .forEach((pool, after) -> allocated(pool, usage(before.get(pool)), after.getUsed()));
  }

  private static long usage(@Nullable MemoryUsage usage) {
    return usage == null ? 0 : usage.getUsed();
  }

  private void record(String name, Tags tags, GarbageCollectionNotificationInfo collection) {
    own.timer(name, tags).record(collection.getGcInfo().getDuration(), TimeUnit.MILLISECONDS);
  }

  /** What a pool grew by since the last collection, and during this one by what was moved to it. */
  private void allocated(String pool, long before, long after) {
    Long last = used.put(pool, after);
    long grown = Math.max(0, before - (last == null ? 0 : last)) + Math.max(0, after - before);
    if (names == JvmNames.PROMETHEUS) {
      own.metric("jvm.memory.pool.allocated")
          .unit("bytes")
          .tags("pool", pool)
          .counter()
          .increment(grown);
    } else if (pool.endsWith("Eden Space") || pool.equals("ZGC Young Generation")) {
      own.metric("jvm.gc.memory.allocated").unit("bytes").counter().increment(grown);
    } else if (pool.endsWith("Old Gen") || pool.equals("ZGC Old Generation")) {
      own.metric("jvm.gc.memory.promoted")
          .unit("bytes")
          .counter()
          .increment(Math.max(0, after - before));
    }
  }

  void recorded(Consumer<Series> out) {
    own.snapshot().series().stream()
        .filter(series -> !series.name().startsWith("tapes."))
        .forEach(out);
  }

  @Override
  public void close() {
    for (GarbageCollectorMXBean collector : COLLECTORS) {
      if (collector instanceof NotificationEmitter emitter) {
        try {
          emitter.removeNotificationListener(listener);
        } catch (ListenerNotFoundException e) {
          // closed before
        }
      }
    }
  }
}
