package io.tapes;

import io.tapes.distribution.BucketTable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The kinds of instruments: which shape their values have, and the names of the fields that each
 * one shows in a nested map.
 */
public enum MetricKind {
  /** Counts up; see {@link Counter#decrement()}. */
  COUNTER(1, Shape.SUM, "value", false),
  /** A value that goes up and down. */
  GAUGE(2, Shape.LEVEL, "value", false),
  /** Counts events and shows their rates per second. */
  METER(3, Shape.SUM, "count", true),
  /** A distribution of recorded numbers. */
  HISTOGRAM(4, Shape.DISTRIBUTION, "count", false),
  /** A distribution of durations, with their rates. */
  TIMER(5, Shape.DISTRIBUTION, "count", true),
  /** Counts up and down. */
  UP_DOWN_COUNTER(6, Shape.SUM, "value", false),
  /** Counts amounts with fractions. */
  DOUBLE_COUNTER(12, Shape.SUM, "value", false),
  /** The maximum since the reader's last look. */
  MAX_GAUGE(7, Shape.LEVEL, "value", false),
  /** The seconds since something last happened. */
  AGE_GAUGE(8, Shape.LEVEL, "value", false),
  /** Facts that are told by tags. */
  INFO(9, Shape.LEVEL, "value", false),
  /** In which of several states something is: a series for each, of which one is 1. */
  STATE_SET(10, Shape.LEVEL, "value", false),
  /** Tasks under way: how many, the time of all together, and that of the longest. */
  LONG_TASK_TIMER(11, Shape.LEVEL, List.of("active", "duration", "longest")),
  /** A distribution of recorded doubles. */
  DOUBLE_HISTOGRAM(13, Shape.DISTRIBUTION, "count", false),
  /** Durations of which others count how many there were, and how long all of them took. */
  FOLLOWED_TIMER(14, Shape.DISTRIBUTION, List.of("count", "total", "mean")),
  /** Doubles of which readers are told no more than how many there were, and their sum. */
  SUMMARY(15, Shape.DISTRIBUTION, List.of("count", "total", "mean"));

  private final int code;
  private final Shape shape;
  private final boolean rated;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.copyOf
  private final List<String> fields;

  MetricKind(int code, Shape shape, String first, boolean rated) {
    this.code = code;
    this.shape = shape;
    this.rated = rated;
    this.fields = KindValues.names(shape, first, rated);
  }

  MetricKind(int code, Shape shape, List<String> fields) {
    this.code = code;
    this.shape = shape;
    this.rated = false;
    this.fields = fields;
  }

  /**
   * Returns the number that stands for this kind in frames and files. It never changes.
   *
   * @return a number from 1 to 127
   */
  public int code() {
    return code;
  }

  /**
   * Returns the kind of a code.
   *
   * @param code what {@link #code} returned, perhaps of another version of this library
   * @return the kind; empty if this version does not know it
   */
  public static Optional<MetricKind> ofCode(int code) {
    for (MetricKind kind : values()) {
      if (kind.code == code) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the shape of its values.
   *
   * @return the same for all values of this kind
   */
  public Shape shape() {
    return shape;
  }

  /**
   * Returns whether its values have rates per second.
   *
   * @return true for meters and timers
   */
  public boolean isRated() {
    return rated;
  }

  /**
   * Returns whether backends that know counters are shown one, which only goes up.
   *
   * @return true for sums, up-down counters apart
   */
  public boolean isMonotonic() {
    return shape == Shape.SUM && this != UP_DOWN_COUNTER;
  }

  /**
   * Returns the unit that the shown numbers have in any case.
   *
   * @return {@code seconds} for timers and age gauges, otherwise empty
   */
  public String unit() {
    return isOfDurations() || this == AGE_GAUGE ? "seconds" : "";
  }

  /**
   * Returns how many recorded units are one shown unit.
   *
   * @return 1e9 for timers, otherwise 1
   */
  public double scale() {
    return isOfDurations() ? DistributionValue.NANOS_PER_SECOND : 1;
  }

  private boolean isOfDurations() {
    return this == TIMER || this == FOLLOWED_TIMER;
  }

  /**
   * Returns whether its distributions say no more than count and sum: where the values lie between
   * is not known.
   *
   * @return true for followed timers
   */
  public boolean isSummary() {
    return this == FOLLOWED_TIMER || this == SUMMARY;
  }

  /**
   * Returns which numbers its instruments record, where they record distributions.
   *
   * @return doubles for histograms of these, otherwise longs
   */
  public BucketTable table() {
    return this == DOUBLE_HISTOGRAM || this == SUMMARY ? BucketTable.DOUBLES : BucketTable.LONGS;
  }

  /**
   * Returns how the values of several processes become one where nothing else was asked for.
   *
   * @return the sum of the living for gauges, state sets and long task timers; the least age that
   *     any process has; 1 for facts while a process that tells them lives; everything else adds up
   *     over all processes that ever recorded
   */
  public Aggregation defaultAggregation() {
    return switch (this) {
      case MAX_GAUGE -> Aggregation.MAX;
      case AGE_GAUGE -> Aggregation.MIN;
      case INFO -> Aggregation.LIVE_MAX;
      default -> shape == Shape.LEVEL ? Aggregation.LIVE_SUM : Aggregation.SUM;
    };
  }

  /**
   * Returns whether the values of several processes can become one in a way.
   *
   * @param aggregation the way
   * @return true for all ways of gauges and state sets; ages have no sum and no mean, facts stay 1,
   *     and everything else has one way only
   */
  public boolean permits(Aggregation aggregation) {
    return switch (this) {
      case GAUGE, STATE_SET -> true;
      case AGE_GAUGE ->
          !aggregation.isMean()
              && aggregation != Aggregation.SUM
              && aggregation != Aggregation.LIVE_SUM;
      case INFO ->
          aggregation.isPerProcess()
              || aggregation == Aggregation.MAX
              || aggregation == Aggregation.LIVE_MAX;
      case LONG_TASK_TIMER ->
          aggregation == Aggregation.LIVE_SUM || aggregation == Aggregation.LIVE_ALL;
      default -> aggregation == defaultAggregation();
    };
  }

  /**
   * Returns whether an instrument of this kind can hold a value.
   *
   * @param value any value
   * @return false if it has another shape or holds other numbers, or is a meter's and fell, or a
   *     timer's and has a negative duration
   */
  public boolean canHold(MetricValue value) {
    return KindValues.canHold(this, value);
  }

  /**
   * Returns whether what was recorded stays when the instrument or its process is gone.
   *
   * @return false for levels that describe a moment: all but those of max gauges
   */
  public boolean accumulates() {
    return shape != Shape.LEVEL || this == MAX_GAUGE;
  }

  /**
   * Returns the names of the fields in the order in which they are shown.
   *
   * @return an unmodifiable list
   */
  public List<String> fields() {
    return fields;
  }

  /**
   * Returns the leaf map of the nested form: the fields in their order. Times are in seconds.
   *
   * @param value a value of this kind's shape
   * @return a new map; counts are {@link Long}s, the rest {@link Double}s
   * @throws IllegalArgumentException if it has another shape
   */
  public Map<String, Number> fields(MetricValue value) {
    return KindValues.fields(this, value);
  }

  /** Returns the word for it in messages, such as {@code counter}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
