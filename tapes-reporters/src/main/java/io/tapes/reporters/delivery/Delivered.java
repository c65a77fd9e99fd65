package io.tapes.reporters.delivery;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a backend that adds up increases has been given so far: of each series the value that was
 * last delivered, and when. It moves on only when told that a delivery succeeded, so nothing is
 * lost while the backend is away, and nothing is sent twice.
 *
 * <p>One thread at a time may use an instance.
 */
public final class Delivered {
  /** Takes each series of a snapshot together with what was delivered of it. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Takes a series.
     *
     * @param series the series now
     * @param sent its value when it was last delivered; null if it never was
     * @throws IOException ends the visit
     */
    void visit(Series series, @Nullable MetricValue sent) throws IOException;
  }

  private Snapshot base = Snapshot.of(0, List.of());

  /** When the series were delivered whose last delivery was before that of the others. */
  private Map<SeriesId, Long> older = Map.of();

  private boolean begun;

  /** Nothing delivered yet. */
  public Delivered() {}

  /**
   * Visits all series of a snapshot in their order.
   *
   * @param now the snapshot
   * @param visitor takes the series
   * @throws IOException from the visitor
   */
  public void visit(Snapshot now, Visitor visitor) throws IOException {
    List<Series> sent = base.series();
    int next = 0;
    for (Series one : now.series()) {
      int order = -1;
      while (next < sent.size() && (order = sent.get(next).id().compareTo(one.id())) < 0) {
        next++;
      }
      visitor.visit(one, next < sent.size() && order == 0 ? sent.get(next).value() : null);
    }
  }

  /** The series that were delivered and are not in a snapshot any more. */
  List<Series> gone(Snapshot now) {
    List<Series> gone = new ArrayList<>();
    List<Series> present = now.series();
    int next = 0;
    for (Series one : base.series()) {
      while (next < present.size() && present.get(next).id().compareTo(one.id()) < 0) {
        next++;
      }
      if (next == present.size() || !present.get(next).id().equals(one.id())) {
        gone.add(one);
      }
    }
    return gone;
  }

  /**
   * What was delivered of a series.
   *
   * @param id its name and tags
   * @return its value then; null if it never was delivered
   */
  public @Nullable MetricValue value(SeriesId id) {
    return base.find(id).orElse(null);
  }

  /**
   * When a series was last delivered.
   *
   * @param id its name and tags
   * @param start what to return before the first delivery
   * @return that snapshot's time in milliseconds; of a series that is new, that of the last
   *     delivery
   */
  public long millis(SeriesId id, long start) {
    return older.getOrDefault(id, begun ? base.wallMillis() : start);
  }

  /**
   * All values that were delivered.
   *
   * @return a snapshot of the time of the last delivery; without series before the first one
   */
  public Snapshot snapshot() {
    return base;
  }

  /**
   * Everything was delivered.
   *
   * @param now the snapshot that was
   */
  public void all(Snapshot now) {
    base = now;
    older = Map.of();
    begun = true;
  }

  /**
   * Some series were delivered.
   *
   * @param now the snapshot
   * @param delivered for each of its series, in their order, whether it was
   * @param start what {@link #millis} returned so far for series that were never delivered
   */
  public void some(Snapshot now, boolean[] delivered, long start) {
    List<Series> values = new ArrayList<>();
    Map<SeriesId, Long> times = new HashMap<>();
    for (int i = 0; i < delivered.length; i++) {
      Series one = now.series().get(i);
      if (delivered[i]) {
        values.add(one);
      } else {
        times.put(one.id(), millis(one.id(), start));
        base.find(one.id()).ifPresent(sent -> values.add(new Series(one.id(), sent)));
      }
    }
    base = Snapshot.of(now.wallMillis(), values);
    older = times;
    begun = true;
  }
}
