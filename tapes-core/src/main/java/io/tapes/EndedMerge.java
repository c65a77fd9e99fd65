package io.tapes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings the last values of removed series and the series of a snapshot together. */
final class EndedMerge {
  /*
   * Of one id there may be several removed series, one after the other, and a living one. A snapshot
   * shows one of them, the last. To who adds up differences they are a chain: what the earlier
   * snapshot holds is a state of one of its members, and everything after that state is news.
   */
  private final Map<SeriesId, List<Series>> chains = new HashMap<>();

  EndedMerge(List<EndedSeries> ended) {
    for (EndedSeries one : ended) {
      chains.computeIfAbsent(one.series().id(), id -> new ArrayList<>(1)).add(one.series());
    }
  }

  /** What a snapshot shows of living series and removed ones. */
  static List<Series> shown(List<Series> living, List<EndedSeries> ended) {
    Map<SeriesId, List<Series>> chains = new EndedMerge(ended).chains;
    List<Series> shown = new ArrayList<>(living.size() + chains.size());
    for (Series one : living) {
      List<Series> chain = chains.get(one.id());
      if (chain == null) {
        shown.add(one);
      } else if (position(chain, one) < 0) {
        shown.add(one); // the successor
        chains.remove(one.id());
      }
    }
    chains.values().forEach(chain -> shown.add(chain.get(chain.size() - 1)));
    shown.sort((a, b) -> a.id().compareTo(b.id()));
    return Collections.unmodifiableList(shown);
  }

  /** What a snapshot continues with. */
  List<Series> continued(List<Series> shown, List<Series> earlier) {
    List<Series> all = new ArrayList<>(shown.size());
    for (Series one : shown) {
      List<Series> chain = chains.get(one.id());
      all.add(chain == null ? one : continued(chain, one, OrderedSeries.find(earlier, one.id())));
    }
    return Collections.unmodifiableList(all);
  }

  private static Series continued(List<Series> removed, Series shown, @Nullable Series earlier) {
    List<Series> chain = chain(removed, shown);
    return run(chain, chain.size() - 1, start(chain, earlier)).sum();
  }

  /** What a snapshot has replaced. */
  List<Series> replaced(List<Series> shown, List<Series> earlier) {
    List<Series> all = new ArrayList<>(0);
    for (Series one : shown) {
      List<Series> removed = chains.get(one.id());
      if (removed != null) {
        List<Series> chain = chain(removed, one);
        replaced(chain, start(chain, OrderedSeries.find(earlier, one.id())), all);
      }
    }
    return Collections.unmodifiableList(all);
  }

  private static void replaced(List<Series> chain, int start, List<Series> all) {
    int at = run(chain, chain.size() - 1, start).first() - 1;
    int place = all.size();
    while (at >= start) {
      Run run = run(chain, at, start);
      if (addsUp(run.sum())) {
        all.add(place, run.sum()); // in the order of their ends
      }
      at = run.first() - 1;
    }
  }

  /** Members that add up, one behind the other. */
  private record Run(int first, Series sum) {}

  private static Run run(List<Series> chain, int last, int start) {
    Series end = chain.get(last);
    Series sum = end;
    int at = last;
    while (at > start && addsUp(sum) && chain.get(at - 1).kind() == sum.kind()) {
      Series before = chain.get(at - 1);
      if (!addsUp(before)) {
        break;
      }
      Series both = SnapshotAlgebra.sum(before, sum);
      sum = sum.withValue(both.value()).withExemplars(both.exemplars());
      at--;
    }
    Series first = chain.get(at);
    return new Run(
        at,
        new Series(
            end.id(),
            end.info(),
            sum.value(),
            first.incarnation(),
            first.startMillis(),
            sum.exemplars()));
  }

  private static List<Series> chain(List<Series> removed, Series shown) {
    List<Series> chain = new ArrayList<>(removed);
    if (position(chain, shown) >= 0) {
      chain.remove(chain.size() - 1);
    }
    chain.add(shown);
    return chain;
  }

  /** The member that an earlier snapshot has a state of. */
  private static int start(List<Series> chain, @Nullable Series earlier) {
    return earlier == null ? 0 : Math.max(0, position(chain, earlier));
  }

  private static boolean addsUp(Series series) {
    return series.kind().isMonotonic() || series.value().shape() == Shape.DISTRIBUTION;
  }

  private static int position(List<Series> chain, Series one) {
    for (int i = 0; i < chain.size(); i++) {
      if (chain.get(i).incarnation() == one.incarnation()) {
        return i;
      }
    }
    return -1;
  }
}
