package io.tapes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of series that are ordered by name and tags. */
final class OrderedSeries {
  private OrderedSeries() {}

  /** A new list of the series in order; throws a sentence if two have the same id. */
  static List<Series> of(Collection<Series> series) {
    List<Series> ordered = new ArrayList<>(series);
    ordered.sort((a, b) -> a.id().compareTo(b.id()));
    for (int i = 1; i < ordered.size(); i++) {
      if (ordered.get(i).id().equals(ordered.get(i - 1).id())) {
        throw new IllegalArgumentException(
            "series '" + ordered.get(i).id() + "' occurs twice; add the two values up first");
      }
    }
    return ordered;
  }

  /** The position of a series; where it would be, as a negative number, when it is not there. */
  static int position(List<Series> series, SeriesId id) {
    int low = 0;
    int high = series.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = series.get(middle).id().compareTo(id);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  /** One series, null when it is not there. */
  static @Nullable Series find(List<Series> series, SeriesId id) {
    int position = position(series, id);
    return position < 0 ? null : series.get(position);
  }
}
