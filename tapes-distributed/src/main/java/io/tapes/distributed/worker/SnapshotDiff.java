package io.tapes.distributed.worker;

import io.tapes.EndedSeries;
import io.tapes.Exemplars;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which series differ between two snapshots of one registry. */
final class SnapshotDiff {
  /*
   * What ended comes first, in the order of the ends, and then what is there: the successor of a
   * series follows it.
   *
   * A count of a source that is missing now may be back in the next snapshot, when the source
   * answers again, and it goes on then: it is taken for unchanged as long as it is missing. Only so
   * many are; a source whose series come and go for good should leave that to a registry.
   */
  static final int MAX_MISSING = 10_000;

  /**
   * One series that differs.
   *
   * @param series what it is; of one that ended its last value, of one that is no longer there
   *     without having ended what it was
   * @param before what it was, null where it is new
   * @param end the number of its end; 0 where it is no longer there without having ended, {@link
   *     #LIVES} where it is there
   * @param exemplars those that it had not before
   */
  record Change(Series series, @Nullable MetricValue before, long end, Exemplars exemplars) {
    static final long LIVES = -1;

    Change(Series series, @Nullable MetricValue before, long end) {
      this(series, before, end, Exemplars.none());
    }

    /** What became of an earlier state, null where there is none. */
    static Change since(@Nullable Series earlier, Series series, long end) {
      return earlier == null
          ? new Change(series, null, end, series.exemplars())
          : new Change(series, earlier.value(), end, series.exemplars().minus(earlier.exemplars()));
    }

    SeriesId id() {
      return series.id();
    }

    boolean lives() {
      return end == LIVES;
    }
  }

  private final List<Change> changes = new ArrayList<>();
  private final Set<Long> endedIncarnations = new HashSet<>();
  private final List<Series> missing = new ArrayList<>(0);
  private List<Series> series;

  private SnapshotDiff(List<Series> before, List<Series> now, List<EndedSeries> ended) {
    series = now;
    for (EndedSeries one : ended) {
      endedIncarnations.add(one.series().incarnation());
      changes.add(Change.since(earlier(before, one.series()), one.series(), one.number()));
    }
    walk(before, now);
    boolean ahead = !endedIncarnations.isEmpty() && now.stream().anyMatch(this::hasEnded);
    if (ahead || !missing.isEmpty()) {
      series = new ArrayList<>(now);
      series.removeIf(this::hasEnded);
      series.addAll(missing);
      series.sort((a, b) -> a.id().compareTo(b.id()));
    }
  }

  /**
   * Compares two ordered lists. Both come from the same registry, so what did not change is the
   * same instance on both sides, and an idle series costs one comparison of references.
   *
   * @param ended what ended since the first list, and perhaps since the second as well
   */
  static SnapshotDiff of(List<Series> before, List<Series> now, List<EndedSeries> ended) {
    return new SnapshotDiff(before, now, ended);
  }

  List<Change> changes() {
    return changes;
  }

  /** What the other side has once it has the changes. */
  List<Series> series() {
    return series;
  }

  private boolean hasEnded(Series one) {
    return !endedIncarnations.isEmpty() && endedIncarnations.contains(one.incarnation());
  }

  private static @Nullable Series earlier(List<Series> before, Series one) {
    int low = 0;
    int high = before.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = before.get(middle).id().compareTo(one.id());
      if (order == 0) {
        Series found = before.get(middle);
        return isOneSeries(one, found) ? found : null;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return null;
  }

  @SuppressWarnings("ReferenceEquality") // the same instance means unchanged
  private void walk(List<Series> before, List<Series> now) {
    int i = 0;
    int j = 0;
    while (i < before.size() || j < now.size()) {
      if (i < before.size() && j < now.size() && before.get(i) == now.get(j)) {
        i++;
        j++;
        continue;
      }
      int order =
          i == before.size()
              ? 1
              : j == now.size() ? -1 : before.get(i).id().compareTo(now.get(j).id());
      if (order < 0) {
        gone(before.get(i++), true);
      } else if (order > 0) {
        added(now.get(j++));
      } else {
        both(before.get(i++), now.get(j++));
      }
    }
  }

  private void both(Series old, Series next) {
    if (!isOneSeries(next, old)) {
      gone(old, false);
      added(next);
    } else if (!hasEnded(next)) {
      Change change = Change.since(old, next, Change.LIVES);
      if (!change.exemplars().isEmpty() || !old.value().holdsSameAs(next.value())) {
        changes.add(change);
      }
    }
  }

  /** Not if a source has made another kind of metric of it: a number stands for one kind. */
  private static boolean isOneSeries(Series next, Series old) {
    return next.continues(old) && next.kind() == old.kind();
  }

  private void added(Series next) {
    if (!hasEnded(next)) {
      changes.add(Change.since(null, next, Change.LIVES));
    }
  }

  private void gone(Series old, boolean mayComeBack) {
    if (hasEnded(old)) {
      return;
    }
    boolean counts = old.incarnation() == 0 && old.value().shape() != Shape.LEVEL;
    if (mayComeBack && counts && missing.size() < MAX_MISSING) {
      missing.add(old);
    } else {
      changes.add(new Change(old, old.value(), 0));
    }
  }
}
