package io.tapes.jvm;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.Tags;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Garbage collections: how many since the JVM began, and how long each one took since this listens.
 * Of collectors that work beside the application, the beans named "Pauses" have what stopped it.
 */
final class GcFigures implements AutoCloseable {
  private static final List<GarbageCollectorMXBean> COLLECTORS =
      ManagementFactory.getGarbageCollectorMXBeans();

  /** Of its own, so that its timers go away with this. */
  private final Registry timers = Registry.create();

  private final NotificationListener listener = this::collected;

  GcFigures() {
    for (GarbageCollectorMXBean collector : COLLECTORS) {
      if (collector instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(listener, null, null);
      }
    }
  }

  static void counts(SeriesSink out) {
    for (GarbageCollectorMXBean collector : COLLECTORS) {
      out.counter("jvm.gc.count", tags(collector.getName()), collector.getCollectionCount());
    }
  }

  private static Tags tags(String collector) {
    return Tags.of("gc", collector);
  }

  private void collected(Notification notification, Object ignored) {
    if (notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      GarbageCollectionNotificationInfo collection =
          GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
      timers
          .timer("jvm.gc.collection", tags(collection.getGcName()))
          .record(collection.getGcInfo().getDuration(), TimeUnit.MILLISECONDS);
    }
  }

  void timers(Consumer<Series> out) {
    timers.snapshot().series().forEach(out);
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
