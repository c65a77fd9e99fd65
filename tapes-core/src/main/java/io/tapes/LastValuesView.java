package io.tapes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Those last values that a view of a registry shows. Any thread. */
final class LastValuesView implements LastValues {
  private final LastValues all;
  private final Predicate<SeriesId> shows;

  LastValuesView(LastValues all, Predicate<SeriesId> shows) {
    this.all = all;
    this.shows = shows;
  }

  @Override
  public List<EndedSeries> pending() {
    List<EndedSeries> seen = new ArrayList<>();
    for (EndedSeries one : all.pending()) {
      if (shows.test(one.series().id())) {
        seen.add(one);
      } else if (seen.isEmpty()) {
        all.delivered(one.number()); // no other reader would
      }
    }
    return seen;
  }

  @Override
  public void delivered(long number) {
    all.delivered(number);
  }

  @Override
  public void close() {
    all.close();
  }
}
