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
 */
public record LevelValue(double value, long changedMillis, long weight) implements MetricValue {
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
    require(earlier);
    return this;
  }

  private LevelValue require(MetricValue other) {
    if (other instanceof LevelValue that) {
      return that;
    }
    throw Shape.incompatible(this, other);
  }

  @Override
  public boolean holdsSameAs(MetricValue other) {
    return equals(other);
  }
}
