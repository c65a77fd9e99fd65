package io.tapes;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of all series at one moment: an immutable value, ordered by name and tags.
 *
 * <p>Snapshots can be added (two registries as one) and subtracted (what happened in between); see
 * {@link MetricValue}. Any thread may use an instance.
 */
public final class Snapshot {
  private final long wallMillis;
  private final List<Series> series;
  private final List<EndedSeries> ended;

  /** Put together when first asked for; racing threads put together equal ones. */
  private @Nullable List<Family> families;

  private Snapshot(long wallMillis, List<Series> series, List<EndedSeries> ended) {
    this.wallMillis = wallMillis;
    this.series = series;
    this.ended = ended;
  }

  /**
   * Returns a snapshot of given series.
   *
   * @param wallMillis milliseconds since 1970-01-01T00:00:00Z
   * @param series in any order
   * @return the snapshot
   * @throws IllegalArgumentException if two series have the same name and tags
   */
  public static Snapshot of(long wallMillis, Collection<Series> series) {
    return sorted(wallMillis, OrderedSeries.of(series));
  }

  /** As {@link #of}, for a list that is in order and given away by the caller. */
  static Snapshot sorted(long wallMillis, List<Series> ordered) {
    return new Snapshot(wallMillis, Collections.unmodifiableList(ordered), List.of());
  }

  /**
   * Returns when it was taken.
   *
   * @return milliseconds since 1970-01-01T00:00:00Z
   */
  public long wallMillis() {
    return wallMillis;
  }

  /**
   * Returns all series.
   *
   * @return an unmodifiable list, ordered by name and tags
   */
  public List<Series> series() {
    return series;
  }

  /**
   * Returns the same series by metric, each with what is said of it.
   *
   * @return an unmodifiable list, ordered by name; of a name that has series of several kinds, one
   *     family of each
   */
  public List<Family> families() {
    List<Family> known = families;
    if (known == null) {
      known = Family.of(series);
      families = known;
    }
    return known;
  }

  /**
   * Returns the removed series whose last values are in this snapshot; see {@link #withEnded}.
   *
   * @return in the order of their ends; none unless they were added
   */
  public List<EndedSeries> ended() {
    return ended;
  }

  /**
   * Returns this snapshot with the last values of removed series. Each is shown as if it were still
   * there, unless there is a new series of its id: that one is shown then, as it is, and what its
   * predecessor had counted is a part of {@link #minus} and {@link #continuing} only.
   *
   * @param gone from {@link LastValues#pending}, read after this snapshot was taken
   * @return a snapshot of the same time
   */
  public Snapshot withEnded(List<EndedSeries> gone) {
    return gone.isEmpty()
        ? this
        : new Snapshot(wallMillis, EndedMerge.shown(series, gone), List.copyOf(gone));
  }

  /**
   * Returns this snapshot with series that go on where those before them ended: to a series is
   * added what the removed series of its id counted that the earlier snapshot has not, or not
   * wholly. So the difference of each series from the earlier one is all that was counted in
   * between. A gauge, a counter that goes down, and a series of another kind than the one before it
   * stay as they are.
   *
   * @param earlier the earlier snapshot, such as the last one that was delivered
   * @return a snapshot of the same series
   */
  public Snapshot continuing(Snapshot earlier) {
    return ended.isEmpty()
        ? this
        : new Snapshot(
            wallMillis, new EndedMerge(ended).continued(series, earlier.series), List.of());
  }

  /**
   * Returns what removed series had counted under a name and tags that a series of another type has
   * by now, as far as the earlier snapshot has it not: who sends increases sends these before those
   * of the series that are shown. A gauge, and a counter that goes down, have no increase.
   *
   * @param earlier the earlier snapshot, such as the last one that was delivered
   * @return ordered by name and tags, those of one name and tags by their ends, so an id may stand
   *     there twice; each is to be compared with that of the earlier snapshot if it {@linkplain
   *     Series#continues continues} it
   */
  public List<Series> replaced(Snapshot earlier) {
    return ended.isEmpty() ? List.of() : new EndedMerge(ended).replaced(series, earlier.series);
  }

  /**
   * Returns one series.
   *
   * @param id its name and tags
   * @return the series, empty when there is none
   */
  public Optional<Series> series(SeriesId id) {
    return Optional.ofNullable(OrderedSeries.find(series, id));
  }

  /**
   * Returns the value of one series.
   *
   * @param id its name and tags
   * @return its value, empty when there is no such series
   */
  public Optional<MetricValue> find(SeriesId id) {
    return series(id).map(Series::value);
  }

  /**
   * Returns one number.
   *
   * @param path in the nested map, such as {@code my.timer.count}
   * @return the number
   * @throws NoSuchElementException if there is no number at that path
   */
  public double number(String path) {
    return NestedMap.number(series, path)
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "no number at '%s' among %d series; a path is a metric's name and one of its fields"
                        .formatted(path, series.size())));
  }

  /**
   * Returns the nested map: names split on dots, tagged series below their name under the key
   * {@code {key=value}}, and for each series the fields of its kind. Where a series is named like a
   * field of another one ({@code jobs.max} beside a timer {@code jobs}), the map of that name has
   * the field's number under the empty key.
   *
   * @return a new map; counts are {@link Long}s, other values {@link Double}s, times in seconds
   */
  public Map<String, Object> toMap() {
    return NestedMap.of(series);
  }

  /**
   * Returns a part of the nested map.
   *
   * @param path such as {@code my.timer}; empty for all
   * @return the map or the number at that path, empty when there is none
   */
  public Optional<Object> at(String path) {
    return NestedMap.at(series, path);
  }

  /**
   * Returns the keys that a path into the nested map consists of: split on dots, except inside the
   * braces of tags, where a backslash escapes. A backslash at the beginning of a key stands before
   * a segment of a name that begins with a brace or a backslash.
   *
   * @param path such as {@code requests.{method=GET}.value}
   * @return its keys; none for the empty path
   */
  public static List<String> pathKeys(String path) {
    return NestedMap.split(path);
  }

  /**
   * Returns both as one: series that stand in both are added, the others kept; removed series as
   * the rest.
   *
   * @param other the snapshot of another registry
   * @return a snapshot with the later time of the two
   * @throws IllegalArgumentException if a series has one kind here and another there
   */
  public Snapshot plus(Snapshot other) {
    return sorted(
        Math.max(wallMillis, other.wallMillis), SnapshotAlgebra.plus(series, other.series));
  }

  /**
   * Returns what happened since an earlier snapshot of the same source. Series that did not exist
   * then, or were removed and made again since, are kept whole; series that no longer exist are
   * left out.
   *
   * @param earlier the earlier snapshot
   * @return a snapshot with the time of this one
   * @throws IllegalArgumentException if a series has one kind here and another there
   */
  public Snapshot minus(Snapshot earlier) {
    return sorted(
        wallMillis,
        SnapshotAlgebra.minus(continuing(earlier).series, earlier.series, earlier.wallMillis));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Snapshot that
        && wallMillis == that.wallMillis
        && series.equals(that.series)
        && ended.equals(that.ended);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(wallMillis) + series.hashCode();
  }

  @Override
  public String toString() {
    return "Snapshot[" + wallMillis + ", " + series.size() + " series]";
  }
}
