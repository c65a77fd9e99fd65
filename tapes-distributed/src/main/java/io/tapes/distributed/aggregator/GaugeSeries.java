package io.tapes.distributed.aggregator;

import io.tapes.Aggregation;
import io.tapes.LevelMerge;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.SeriesId;
import io.tapes.Tags;
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

  /** In place of a label, where an aggregator has told its workers apart already. */
  private static final String TOLD_APART = "";

  private final SeriesId id;
  private MetricInfo info;
  private final Aggregation aggregation;
  private final Map<WorkerLiveness, GaugePart> values = new HashMap<>(4);

  /** Of each process that ended, where each keeps a series of its own. */
  private final Map<String, LevelValue> ended = new LinkedHashMap<>(1);

  /** Of all processes that ended, where they become one. */
  private @Nullable LevelMerge together;

  /** When an ended worker was first seen among the ended; filled only where they expire. */
  private final Map<String, Long> endedSince = new HashMap<>(1);

  GaugeSeries(SeriesId id, MetricInfo info) {
    this.id = id;
    this.info = info;
    this.aggregation = info.aggregation();
  }

  SeriesId id() {
    return id;
  }

  synchronized MetricInfo info() {
    return info;
  }

  /** Takes what another worker says of the gauge where nothing was said before. */
  synchronized void describe(MetricInfo more) {
    info = info.or(more);
  }

  Aggregation aggregation() {
    return aggregation;
  }

  synchronized GaugePart join(WorkerLiveness worker, LevelValue first) {
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
  synchronized void addEnded(String label, LevelValue value) {
    if (!aggregation.isPerProcess()) {
      LevelMerge all = together == null ? new LevelMerge(aggregation) : together;
      together = all.add(value, label);
      return;
    }
    ended.put(label, value);
    if (ended.size() > MAX_ENDED) {
      ended.remove(ended.keySet().iterator().next());
    }
  }

  /** The values of ended workers, for a checkpoint. */
  synchronized void forEachEnded(BiConsumer<String, LevelValue> action) {
    ended.forEach(action);
    LevelMerge all = together;
    if (all != null) {
      all.value().ifPresent(value -> action.accept(all.holder(), value));
    }
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
    return values.isEmpty() && ended.isEmpty() && together == null;
  }

  /**
   * The series to be shown: one of all workers together or one of each, none if none takes part.
   *
   * @param wallMillis the moment for which they are shown
   */
  void show(long wallMillis, BiConsumer<SeriesId, LevelValue> series) {
    show((shown, value) -> series.accept(shown, value.at(wallMillis)));
  }

  private synchronized void show(BiConsumer<SeriesId, LevelValue> series) {
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
    LevelMerge all = new LevelMerge(aggregation);
    if (together != null) {
      String holder = together.holder();
      together.value().ifPresent(value -> all.add(value, holder));
    }
    values.forEach(
        (worker, part) -> {
          if (!aggregation.isLive() || worker.isLive()) {
            all.add(part.get(), worker.label());
          }
        });
    all.value().ifPresent(value -> series.accept(id, value));
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
}
