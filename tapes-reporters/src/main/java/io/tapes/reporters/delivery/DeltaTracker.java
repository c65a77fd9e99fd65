package io.tapes.reporters.delivery;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Shape;
import io.tapes.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a backend that adds up increases has been given so far: of each series the value that was
 * last delivered, and when. It moves on only when told that a delivery succeeded, so nothing is
 * lost while the backend is away, and nothing is sent twice.
 *
 * <p>One thread at a time may use an instance.
 */
public final class DeltaTracker {
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

    /**
     * Takes what had ended, before the series of another type that has its name and tags now. The
     * default is for formats that show values rather than increases: they show one at a time.
     *
     * @param ended as it was at its end
     * @param sent its value when it was last delivered; null if it never was
     * @throws IOException ends the visit
     */
    default void visitReplaced(Series ended, @Nullable MetricValue sent) throws IOException {}
  }

  private static final int MAX_MISSING = 10_000;

  /** In place of a time, before the first delivery. */
  private static final long NEVER = Long.MIN_VALUE;

  private Snapshot base = Snapshot.of(0, List.of());

  /** When the series were delivered whose last delivery was before that of the others. */
  private Map<SeriesId, Long> older = Map.of();

  private final boolean timed;
  private boolean begun;

  private DeltaTracker(boolean timed) {
    this.timed = timed;
  }

  /**
   * Creates a tracker of nothing delivered yet, which knows no times.
   *
   * @return a new tracker
   */
  public static DeltaTracker untimed() {
    return new DeltaTracker(false);
  }

  /**
   * Creates a tracker of nothing delivered yet, which also knows {@linkplain #millis when} each
   * series was: some 60 bytes more for a series that a partial delivery left out.
   *
   * @return a new tracker
   */
  public static DeltaTracker timed() {
    return new DeltaTracker(true);
  }

  /**
   * Visits all series of a snapshot in their order, each {@linkplain Snapshot#continuing going on}
   * where removed series of its id ended: the difference of the two values is all that is to be
   * delivered of that name and tags.
   *
   * @param now the snapshot
   * @param visitor takes the series
   * @throws IOException from the visitor
   */
  public void visit(Snapshot now, Visitor visitor) throws IOException {
    List<Series> sent = base.series();
    List<Series> replaced = replaced(now);
    int rest = 0;
    int next = 0;
    for (Series one : continuing(now).series()) {
      for (; rest < replaced.size() && replaced.get(rest).id().equals(one.id()); rest++) {
        visitor.visitReplaced(replaced.get(rest), value(replaced.get(rest)));
      }
      int order = -1;
      while (next < sent.size() && (order = sent.get(next).id().compareTo(one.id())) < 0) {
        next++;
      }
      boolean known = next < sent.size() && order == 0 && one.continues(sent.get(next));
      visitor.visit(one, known ? sent.get(next).value() : null);
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
   * Returns a snapshot whose series go on where removed series of their id ended, as far as these
   * are not delivered; see {@link Snapshot#continuing}.
   *
   * @param now the snapshot
   * @return a snapshot of the same series
   */
  public Snapshot continuing(Snapshot now) {
    return now.continuing(base);
  }

  /**
   * Returns what removed series had counted whose name and tags a series of another type has by
   * now, as far as that is not delivered; see {@link Snapshot#replaced}.
   *
   * @param now the snapshot
   * @return in the order of the series that took their place
   */
  public List<Series> replaced(Snapshot now) {
    return now.replaced(base);
  }

  /**
   * Returns what was delivered of a series.
   *
   * @param series the series as {@link #continuing} has it
   * @return its value then; null if it never was delivered, or was another series of that id
   */
  public @Nullable MetricValue value(Series series) {
    Series sent = base.series(series.id()).orElse(null);
    return sent == null || !series.continues(sent) ? null : sent.value();
  }

  /**
   * Returns when a series was last delivered, if the tracker is {@link #timed}.
   *
   * @param id its name and tags
   * @return that snapshot's time in milliseconds; of a series that is new, that of the last
   *     delivery; empty before the first one
   */
  public OptionalLong millis(SeriesId id) {
    Long before = older.get(id);
    if (before == null) {
      return begun ? OptionalLong.of(base.wallMillis()) : OptionalLong.empty();
    }
    return before == NEVER ? OptionalLong.empty() : OptionalLong.of(before);
  }

  /**
   * Returns all values that were delivered.
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
    base = withMissing(now);
    older = Map.of();
    begun = true;
  }

  /**
   * A source that gave no answer may be back next time, and its counts go on then. Only so many are
   * remembered; what a registry has removed is another series when it comes back, and is not.
   */
  private Snapshot withMissing(Snapshot now) {
    List<Series> missing = new ArrayList<>(0);
    for (Series sent : base.series()) {
      boolean mayComeBack = sent.incarnation() == 0 && sent.value().shape() != Shape.LEVEL;
      if (mayComeBack && missing.size() < MAX_MISSING && now.series(sent.id()).isEmpty()) {
        missing.add(sent);
      }
    }
    if (missing.isEmpty()) {
      return now;
    }
    missing.addAll(now.series());
    return Snapshot.of(now.wallMillis(), missing);
  }

  /**
   * Some series were delivered.
   *
   * @param now the snapshot
   * @param delivered for each of its series, in their order, whether it was
   * @param ended what was delivered of {@link #replaced} series, in their order
   */
  public void some(Snapshot now, boolean[] delivered, List<Series> ended) {
    Map<SeriesId, Series> last = new HashMap<>();
    ended.forEach(one -> last.put(one.id(), one));
    List<Series> values = new ArrayList<>();
    Map<SeriesId, Long> times = new HashMap<>();
    boolean any = !ended.isEmpty();
    for (int i = 0; i < delivered.length; i++) {
      Series one = now.series().get(i);
      if (delivered[i]) {
        values.add(one);
        any = true;
      } else {
        if (timed) {
          times.put(one.id(), millis(one.id()).orElse(NEVER));
        }
        Series before = last.get(one.id());
        if (before == null) {
          before = base.series(one.id()).orElse(null);
        }
        if (before != null) {
          values.add(before);
        }
      }
    }
    // While a backend takes nothing at all, the times stay as they are without being written down.
    base = withMissing(Snapshot.of(any ? now.wallMillis() : base.wallMillis(), values));
    older = any ? times : older;
    begun |= any;
  }
}
