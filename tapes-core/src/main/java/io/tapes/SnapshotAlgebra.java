package io.tapes;

import java.util.ArrayList;
import java.util.List;

/** Sums and differences of snapshots, by series. */
final class SnapshotAlgebra {
  private SnapshotAlgebra() {}

  /** The sum of two ordered lists. */
  static List<Series> plus(List<Series> mine, List<Series> theirs) {
    List<Series> merged = new ArrayList<>(mine.size() + theirs.size());
    int i = 0;
    int j = 0;
    while (i < mine.size() || j < theirs.size()) {
      int order =
          i == mine.size()
              ? 1
              : j == theirs.size() ? -1 : mine.get(i).id().compareTo(theirs.get(j).id());
      if (order < 0) {
        merged.add(mine.get(i++));
      } else if (order > 0) {
        merged.add(theirs.get(j++));
      } else {
        Series a = mine.get(i++);
        Series b = theirs.get(j++);
        requireSameKind(a, b);
        merged.add(sum(a, b));
      }
    }
    return merged;
  }

  /** The sum of two series of one id and kind: it counts since the earlier start of the two. */
  static Series sum(Series one, Series other) {
    // Of one gauge with two aggregations, which no registry gives out, one must be preferred.
    MetricInfo by =
        one.info().aggregation().compareTo(other.info().aggregation()) <= 0
            ? one.info().or(other.info())
            : other.info().or(one.info());
    MetricValue sum = one.value().plus(other.value(), by.aggregation()::combine);
    long both =
        one.incarnation() == other.incarnation() || other.incarnation() == 0
            ? one.incarnation()
            : one.incarnation() == 0 ? other.incarnation() : 0;
    long start =
        one.startMillis() == 0 || other.startMillis() == 0
            ? one.startMillis() + other.startMillis()
            : Math.min(one.startMillis(), other.startMillis());
    Exemplars all = one.exemplars().plus(other.exemplars());
    return new Series(
        one.id(), by, sum, both, start, sum.shape() == Shape.SUM ? all.ofNewest() : all);
  }

  /**
   * The differences of series that go on where those before them ended.
   *
   * @param sinceMillis when the earlier ones were read
   */
  static List<Series> minus(List<Series> later, List<Series> earlier, long sinceMillis) {
    List<Series> differences = new ArrayList<>(later.size());
    for (Series now : later) {
      Series before = OrderedSeries.find(earlier, now.id());
      if (before == null || !now.continues(before)) {
        differences.add(now);
      } else {
        requireSameKind(now, before);
        Series difference =
            now.withValue(now.value().minus(before.value()))
                .withStart(sinceMillis)
                .withExemplars(now.exemplars().minus(before.exemplars()));
        if (!difference.fields().isEmpty()) { // as those of a maximum without an update are
          differences.add(difference);
        }
      }
    }
    return differences;
  }

  private static void requireSameKind(Series mine, Series theirs) {
    if (mine.kind() != theirs.kind()) {
      throw new IllegalArgumentException(
          "series '"
              + mine.id()
              + "' is a "
              + mine.kind()
              + " in one snapshot and a "
              + theirs.kind()
              + " in the other; rename one of them");
    }
  }
}
