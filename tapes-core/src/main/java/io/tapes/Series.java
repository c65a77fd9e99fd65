package io.tapes;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One series of a snapshot.
 *
 * @param id its name and tags
 * @param info what is said of its metric, shared by all series of the name
 * @param value what it held when the snapshot was taken
 * @param incarnation which of the series that had this id one after the other it is: one that was
 *     removed and made again has another number, and counts from zero; 0 where that is not known,
 *     as with the series of a {@link MetricSource}
 * @param startMillis since when it counts, in milliseconds since 1970-01-01T00:00:00Z; 0 where that
 *     is not known
 * @param exemplars records that stand for others like them; none for most series
 */
public record Series(
    SeriesId id,
    MetricInfo info,
    MetricValue value,
    long incarnation,
    long startMillis,
    Exemplars exemplars) {
  /**
   * Checks that the parts belong together.
   *
   * @param id its name and tags
   * @param info what is said of its metric
   * @param value what it held
   * @param incarnation which of the series that had this id it is
   * @param startMillis since when it counts
   * @param exemplars records that stand for others
   * @throws IllegalArgumentException if the value has another shape than those of the kind
   */
  public Series {
    if (value.shape() != info.kind().shape()) {
      throw Shape.mismatch(value.shape(), info.kind().shape());
    }
  }

  /**
   * Creates one without exemplars.
   *
   * @param id its name and tags
   * @param info what is said of its metric
   * @param value what it held
   * @param incarnation which of the series that had this id it is
   * @param startMillis since when it counts
   */
  public Series(
      SeriesId id, MetricInfo info, MetricValue value, long incarnation, long startMillis) {
    this(id, info, value, incarnation, startMillis, Exemplars.none());
  }

  /**
   * Creates a series of which it is not known whether it was ever removed and made again.
   *
   * @param info what is said of its metric
   * @param tags its tags
   * @param value what it held
   * @return the series
   */
  public static Series of(MetricInfo info, Tags tags, MetricValue value) {
    return new Series(new SeriesId(info.name(), tags), info, value, 0, 0);
  }

  /**
   * Creates a series of a counter that is kept elsewhere.
   *
   * @param id its name and tags
   * @param value the count
   * @return the series
   */
  public static Series counter(SeriesId id, long value) {
    return new Series(id, MetricInfo.of(id.name(), MetricKind.COUNTER), new SumValue(value), 0, 0);
  }

  /**
   * Creates a series of a gauge that is kept elsewhere.
   *
   * @param id its name and tags
   * @param value the number
   * @return the series; of several processes the living ones are added up
   */
  public static Series gauge(SeriesId id, double value) {
    return gauge(id, value, Aggregation.LIVE_SUM);
  }

  /**
   * Creates a series of a gauge that is kept elsewhere.
   *
   * @param id its name and tags
   * @param value the number
   * @param aggregation how the values of several processes become one
   * @return the series
   */
  public static Series gauge(SeriesId id, double value, Aggregation aggregation) {
    MetricInfo info = new MetricInfo(id.name(), MetricKind.GAUGE, aggregation);
    return new Series(id, info, new LevelValue(value), 0, 0);
  }

  /**
   * Returns the same series under another name or with other tags.
   *
   * @param newId the name and tags
   * @return a series with the same value
   */
  public Series withId(SeriesId newId) {
    return new Series(newId, info.named(newId.name()), value, incarnation, startMillis, exemplars);
  }

  /**
   * Returns the same series with another value.
   *
   * @param newValue a value of the same shape
   * @return a series of the same id
   */
  public Series withValue(MetricValue newValue) {
    return new Series(id, info, newValue, incarnation, startMillis, exemplars);
  }

  /**
   * Returns the same series with other exemplars.
   *
   * @param newExemplars records that stand for others
   * @return a series of the same id and value
   */
  public Series withExemplars(Exemplars newExemplars) {
    return new Series(id, info, value, incarnation, startMillis, newExemplars);
  }

  /**
   * Returns the same series with another start, as a {@link MetricSource} may know it.
   *
   * @param newStartMillis since when it counts, in milliseconds since 1970-01-01T00:00:00Z; 0 where
   *     that is not known
   * @return a series of the same id and value
   */
  public Series withStart(long newStartMillis) {
    return new Series(id, info, value, incarnation, newStartMillis, exemplars);
  }

  /**
   * Returns the dotted name.
   *
   * @return the name of the id
   */
  public String name() {
    return id.name();
  }

  /**
   * Returns the tags.
   *
   * @return the tags of the id
   */
  public Tags tags() {
    return id.tags();
  }

  /**
   * Returns the kind of its instrument.
   *
   * @return the kind of its metric
   */
  public MetricKind kind() {
    return info.kind();
  }

  /**
   * Returns the leaf map of the nested form: the fields of the kind in their order. Times are in
   * seconds.
   *
   * @return a new map; counts are {@link Long}s, the rest {@link Double}s
   */
  public Map<String, Number> fields() {
    return info.kind().fields(value);
  }

  /**
   * Returns the series as it is shown to a reader who has seen an earlier value of it.
   *
   * @param seen the earlier value; null if there was none
   * @return of a max gauge the maximum since then, not a number if there was no update; of anything
   *     else the series itself
   */
  public Series after(@Nullable MetricValue seen) {
    return kind() == MetricKind.MAX_GAUGE && seen != null && seen.shape() == Shape.LEVEL
        ? withValue(value.minus(seen))
        : this;
  }

  /**
   * Returns the series as gauges of one number each, for backends that know nothing else.
   *
   * @return of a long task timer a gauge for each field, under the name and that of the field; of
   *     anything else the series itself
   */
  public List<Series> parts() {
    return LevelParts.of(this);
  }

  /**
   * Returns whether this is a later state of an earlier series, so that the difference of the two
   * is what happened in between. A series that was removed and made again since is another one,
   * whatever it holds.
   *
   * @param earlier a series of the same id
   * @return false if they are known to be different ones
   */
  public boolean continues(Series earlier) {
    return incarnation == earlier.incarnation || incarnation == 0 || earlier.incarnation == 0;
  }

  /**
   * Equal to what has the same id, kind, aggregation and value, whichever incarnation it is,
   * whenever it began and whatever its exemplars are.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof Series that
        && id.equals(that.id)
        && info.isSameMetricAs(that.info)
        && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + value.hashCode();
  }
}
