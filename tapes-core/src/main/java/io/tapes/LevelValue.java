package io.tapes;

import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A number that goes up and down.
 *
 * @param value the number; not a number where its source says that it does not know
 * @param changedMillis when it was set, in milliseconds since 1970-01-01T00:00:00Z, where the
 *     aggregation {@linkplain Aggregation#isMostRecent() asks for it}; otherwise 0
 * @param weight of how many processes it is the mean, where it is {@linkplain Aggregation#isMean()
 *     one}; otherwise 1
 * @param basis what the number is computed from, where it changes by itself
 */
public record LevelValue(double value, long changedMillis, long weight, LevelBasis basis)
    implements MetricValue {
  /** How far back a maximum goes for a reader who has not looked before: a minute. */
  private static final long SHOWN_MILLIS = 60_000;

  /**
   * Creates a level that does not change by itself.
   *
   * @param value the number
   * @param changedMillis when it was set; 0 where that does not matter
   * @param weight of how many processes it is the mean
   */
  public LevelValue(double value, long changedMillis, long weight) {
    this(value, changedMillis, weight, LevelBasis.NONE);
  }

  /**
   * Creates a level of one process.
   *
   * @param value the number
   * @param changedMillis when it was set; 0 where that does not matter
   */
  public LevelValue(double value, long changedMillis) {
    this(value, changedMillis, 1);
  }

  /**
   * Creates a level of which it does not matter when it was set.
   *
   * @param value the number
   */
  public LevelValue(double value) {
    this(value, 0, 1);
  }

  /**
   * Creates the level of running clocks: the seconds that they show together.
   *
   * @param clocks the clocks
   * @return a level that grows
   */
  public static LevelValue of(Elapsed clocks) {
    long changedMillis = clocks.clocks() == 1 ? clocks.earliestMillis() : 0;
    return new LevelValue(clocks.seconds(), changedMillis, 1, clocks);
  }

  /**
   * Creates the level of a maximum as a reader sees it who has not looked before: that of the last
   * minute.
   *
   * @param peaks the maxima of intervals
   * @param wallMillis the moment of the look, in milliseconds since 1970-01-01T00:00:00Z
   * @return a level; not a number if nothing was updated in the last minute
   */
  public static LevelValue of(Peaks peaks, long wallMillis) {
    return new LevelValue(peaks.since(wallMillis - SHOWN_MILLIS), 0, 1, peaks);
  }

  /**
   * Returns this level at another moment.
   *
   * @param wallMillis the moment, in milliseconds since 1970-01-01T00:00:00Z
   * @return this unless it changes by itself
   */
  public LevelValue at(long wallMillis) {
    return basis instanceof Elapsed clocks ? of(clocks.at(wallMillis)) : this;
  }

  @Override
  public Shape shape() {
    return Shape.LEVEL;
  }

  @Override
  public LevelValue asLevel() {
    return this;
  }

  @Override
  public <R extends @Nullable Object, E extends Exception> R match(
      Case<? super SumValue, ? extends R, E> sum,
      Case<? super LevelValue, ? extends R, E> level,
      Case<? super DistributionValue, ? extends R, E> distribution)
      throws E {
    return level.of(this);
  }

  @Override
  public <E extends Exception> void visit(
      Action<? super SumValue, E> sum,
      Action<? super LevelValue, E> level,
      Action<? super DistributionValue, E> distribution)
      throws E {
    level.on(this);
  }

  @Override
  public LevelValue plus(MetricValue other, BinaryOperator<LevelValue> levels) {
    return levels.apply(this, require(other));
  }

  @Override
  public LevelValue minus(MetricValue earlier) {
    LevelValue before = require(earlier);
    if (basis instanceof Peaks peaks && before.basis instanceof Peaks seen) {
      Peaks news = peaks.after(seen.last());
      return new LevelValue(news.since(0), changedMillis, weight, news);
    }
    return this;
  }

  private LevelValue require(MetricValue other) {
    if (other instanceof LevelValue that) {
      return that;
    }
    throw Shape.incompatible(shape(), other.shape());
  }

  /** Returns whether what changes by itself has changed otherwise. */
  @Override
  public boolean holdsSameAs(MetricValue other) {
    if (basis instanceof Elapsed clocks
        && other instanceof LevelValue that
        && that.basis instanceof Elapsed before) {
      return clocks.hasStartsOf(before);
    }
    if (basis instanceof Peaks peaks
        && other instanceof LevelValue that
        && that.basis instanceof Peaks before) {
      return peaks.last() == before.last();
    }
    return equals(other);
  }
}
