package io.tapes;

import io.tapes.ListenerQueue.Message;
import io.tapes.sources.AskedSource;
import io.tapes.support.LogLimiter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The listeners of a registry; no listener can harm another or the caller.
 *
 * <p>What changes them or tells them something is called under the registry's lock; {@link
 * #deliver} outside of it, afterwards.
 */
final class SeriesListeners {
  private final List<ListenerQueue> queues = new CopyOnWriteArrayList<>();
  private final LogLimiter log = RegistryLog.limited();
  private final Counter errors;

  /**
   * No listener yet.
   *
   * @param errors counts those that fail, and those that do not return in time
   */
  SeriesListeners(Counter errors) {
    this.errors = errors;
  }

  /**
   * Adds one.
   *
   * @param present what there is already, which it hears of first
   */
  void add(SeriesListener listener, List<Message> present) {
    ListenerQueue queue = new ListenerQueue(listener, log, errors);
    present.forEach(queue::add);
    queues.add(queue);
  }

  void remove(SeriesListener listener) {
    for (ListenerQueue queue : queues) {
      if (queue.isOf(listener)) {
        queue.end();
        queues.remove(queue);
        return;
      }
    }
  }

  void added(SeriesId id, MetricKind kind) {
    tell(true, id, kind);
  }

  void removed(SeriesId id, MetricKind kind) {
    tell(false, id, kind);
  }

  private void tell(boolean added, SeriesId id, MetricKind kind) {
    if (!queues.isEmpty()) {
      Message message = new Message(added, id, kind);
      queues.forEach(queue -> queue.add(message));
    }
  }

  /** Those that have something to hear and are not told yet. */
  List<AskedSource> due() {
    List<AskedSource> due = new ArrayList<>(0);
    for (ListenerQueue queue : queues) {
      if (queue.hasNews()) {
        due.add(queue);
      }
    }
    return due;
  }

  /** Passes on what waits. */
  void deliver() {
    for (ListenerQueue queue : queues) {
      queue.deliver();
    }
  }
}
