package io.tapes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** The listeners of a registry, guarded by its lock; no listener can harm another or the caller. */
final class SeriesListeners {
  private final List<SeriesListener> listeners = new ArrayList<>(0);
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(Registry.class));

  void add(SeriesListener listener) {
    listeners.add(listener);
  }

  void remove(SeriesListener listener) {
    listeners.remove(listener);
  }

  void added(SeriesId id, MetricType type) {
    tell(listener -> listener.added(id, type));
  }

  void removed(SeriesId id, MetricType type) {
    tell(listener -> listener.removed(id, type));
  }

  /** One that comes late hears of what is there. */
  void added(SeriesListener listener, SeriesId id, MetricType type) {
    tell(listener, late -> late.added(id, type));
  }

  private void tell(Consumer<SeriesListener> message) {
    // A listener may come or go while it is told.
    for (SeriesListener listener : listeners.toArray(SeriesListener[]::new)) {
      tell(listener, message);
    }
  }

  private void tell(SeriesListener listener, Consumer<SeriesListener> message) {
    try {
      message.accept(listener);
    } catch (Throwable e) { // making an instrument must not fail for it
      log.warn("a listener for series failed with " + LogLimiter.describe(e), e);
    }
  }
}
