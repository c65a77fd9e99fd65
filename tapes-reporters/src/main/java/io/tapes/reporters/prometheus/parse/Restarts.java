package io.tapes.reporters.prometheus.parse;

import io.tapes.LevelValue;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what was counted before a program was restarted: a count that falls, or that says it began
 * at another time, goes on from what it was. One thread at a time may use an instance.
 */
final class Restarts {
  private record Known(Series last, MetricValue base) {}

  private final int most;
  private final Map<SeriesId, Known> known = new HashMap<>();

  /**
   * Creates one that knows nothing.
   *
   * @param most so many series are remembered that are not on the page any more
   */
  Restarts(int most) {
    this.most = most;
  }

  /** The series of the next page, with what they had counted before. */
  List<Series> continued(List<Series> page) {
    List<Series> all = new ArrayList<>(page.size());
    for (Series one : page) {
      all.add(one.kind().accumulates() ? continued(one) : one);
    }
    if (known.size() > page.size() + most) {
      known.keySet().retainAll(page.stream().map(Series::id).toList());
    }
    return all;
  }

  /**
   * What was counted up to the last page: it is true as long as nothing is known of the program.
   */
  List<Series> counted() {
    return known.values().stream().map(Restarts::shown).toList();
  }

  private Series continued(Series next) {
    Known before = known.get(next.id());
    Known now;
    if (before == null || before.last.kind() != next.kind()) {
      now = new Known(next, next.value().minus(next.value()));
    } else if (isRestarted(next, before.last)) {
      now = new Known(next, plus(before.base, before.last.value()));
    } else {
      now = new Known(next, before.base);
    }
    known.put(next.id(), now);
    return shown(now);
  }

  private static Series shown(Known known) {
    return known.last.withValue(plus(known.base, known.last.value()));
  }

  private static boolean isRestarted(Series next, Series last) {
    long start = next.startMillis();
    return (start != last.startMillis() && start != 0 && last.startMillis() != 0)
        || count(next) < count(last);
  }

  private static double count(Series series) {
    return series
        .value()
        .<Double, RuntimeException>match(
            sum -> sum.toDouble(), LevelValue::value, values -> (double) values.total().count());
  }

  private static MetricValue plus(MetricValue base, MetricValue value) {
    return value.plus(base, (a, b) -> a);
  }
}
