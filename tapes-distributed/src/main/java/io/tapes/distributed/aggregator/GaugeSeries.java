package io.tapes.distributed.aggregator;

import io.tapes.Aggregation;
import io.tapes.SeriesId;
import io.tapes.Tags;
import io.tapes.distributed.wire.CellValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One gauge over all workers. Guarded by itself; any thread. */
final class GaugeSeries {
  /*
   * What ended workers held is kept as one value, the one that they combine to. Where every process
   * keeps a series of its own, the last values of so many ended workers are kept, and the oldest
   * is dropped: without a limit a scrape would cost more with every worker that ever lived.
   */
  static final int MAX_ENDED = 1_000;

  private static final String LABEL = "worker";
  private static final String TOGETHER = "";

  /** In place of a label, where an aggregator has told its workers apart already. */
  private static final String TOLD_APART = "";

  private final SeriesId id;
  private final Aggregation aggregation;
  private final Map<WorkerLiveness, GaugePart> values = new HashMap<>(4);
  private final Map<String, CellValue.Gauge> ended = new LinkedHashMap<>(1);

  /** When an ended worker was first seen among the ended; filled only where they expire. */
  private final Map<String, Long> endedSince = new HashMap<>(1);

  GaugeSeries(SeriesId id, Aggregation aggregation) {
    this.id = id;
    this.aggregation = aggregation;
  }

  SeriesId id() {
    return id;
  }

  Aggregation aggregation() {
    return aggregation;
  }

  synchronized GaugePart join(WorkerLiveness worker, CellValue.Gauge first) {
    GaugePart part = new GaugePart(first);
    values.put(worker, part);
    return part;
  }

  synchronized void withdraw(WorkerLiveness worker) {
    values.remove(worker);
  }

  /** Folds the worker's value into that of all ended workers, unless only living ones count. */
  synchronized void end(WorkerLiveness worker) {
    GaugePart part = values.remove(worker);
    if (part != null && !aggregation.isLive()) {
      addEnded(label(worker), part.get());
    }
  }

  /** Adds the value of a worker that has ended; also those of a checkpoint. */
  synchronized void addEnded(String label, CellValue.Gauge value) {
    if (!aggregation.isPerProcess()) {
      ended.merge(TOGETHER, value, this::combine);
      return;
    }
    ended.put(label, value);
    if (ended.size() > MAX_ENDED) {
      ended.remove(ended.keySet().iterator().next());
    }
  }

  /** The values of ended workers, for a checkpoint. */
  synchronized void forEachEnded(BiConsumer<String, CellValue.Gauge> action) {
    ended.forEach(action);
  }

  /** Forgets workers that have been among the ended for that long; returns how many. */
  synchronized int expireEnded(long now, long afterNanos) {
    int before = ended.size();
    ended
        .keySet()
        .removeIf(label -> now - endedSince.computeIfAbsent(label, l -> now) >= afterNanos);
    endedSince.keySet().retainAll(ended.keySet());
    return before - ended.size();
  }

  synchronized boolean isEmpty() {
    return values.isEmpty() && ended.isEmpty();
  }

  /**
   * The series to be shown: one of all workers together or one of each, none if none takes part.
   */
  synchronized void show(BiConsumer<SeriesId, CellValue.Gauge> series) {
    if (aggregation.isPerProcess()) {
      ended.forEach((label, value) -> series.accept(of(label), value));
      values.forEach(
          (worker, part) -> {
            if (!aggregation.isLive() || worker.isLive()) {
              series.accept(of(label(worker)), part.get());
            }
          });
      return;
    }
    CellValue.@Nullable Gauge result = ended.get(TOGETHER);
    for (Map.Entry<WorkerLiveness, GaugePart> entry : values.entrySet()) {
      if (!aggregation.isLive() || entry.getKey().isLive()) {
        CellValue.Gauge value = entry.getValue().get();
        result = result == null ? value : combine(result, value);
      }
    }
    if (result != null) {
      series.accept(id, result);
    }
  }

  private String label(WorkerLiveness worker) {
    boolean toldApart = worker.isAggregator() && id.tags().value(LABEL).isPresent();
    return toldApart ? TOLD_APART : worker.label();
  }

  /** A tag of the user's that is called as ours gets another name, as Prometheus does it. */
  private SeriesId of(String label) {
    if (label.equals(TOLD_APART)) {
      return id;
    }
    Map<String, String> tags = new HashMap<>(id.tags().asMap());
    String users = tags.put(LABEL, label);
    if (users != null) {
      String free = "exported_" + LABEL;
      while (tags.containsKey(free)) {
        free = "exported_" + free;
      }
      tags.put(free, users);
    }
    return new SeriesId(id.name(), Tags.of(tags));
  }

  /** A worker whose source says that it does not know must not hide what the others know. */
  private CellValue.Gauge combine(CellValue.Gauge a, CellValue.Gauge b) {
    if (Double.isNaN(a.value()) || Double.isNaN(b.value())) {
      return Double.isNaN(a.value()) ? b : a;
    }
    if (aggregation.isMostRecent()) {
      return a.changedMillis() > b.changedMillis() ? a : b;
    }
    return new CellValue.Gauge(aggregation.combine(a.value(), b.value()));
  }
}
