package io.tapes;

import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A number of events or amounts that is added up, over time and over processes.
 *
 * @param value increments less decrements
 * @param decremented whether it was ever decremented, so that it is a gauge to backends whose
 *     counters only go up
 * @param rates events per second; {@link Rates#ZERO} for kinds that have none
 */
public record SumValue(long value, boolean decremented, Rates rates) implements MetricValue {
  /**
   * Creates a sum without rates that was never decremented.
   *
   * @param value the sum
   */
  public SumValue(long value) {
    this(value, false, Rates.ZERO);
  }

  /**
   * Creates a sum without rates.
   *
   * @param value increments less decrements
   * @param decremented whether it was ever decremented
   */
  public SumValue(long value, boolean decremented) {
    this(value, decremented, Rates.ZERO);
  }

  /**
   * Creates a sum that was never decremented.
   *
   * @param value the sum
   * @param rates events per second
   */
  public SumValue(long value, Rates rates) {
    this(value, false, rates);
  }

  /**
   * Returns whether it can only have grown so far, as backends want it of a counter.
   *
   * @return false if it was decremented or is below 0
   */
  public boolean isMonotonic() {
    return !decremented && value >= 0;
  }

  /**
   * Returns another value if it is a sum as well.
   *
   * @param other any value, or null
   * @return null if it is null or of another shape
   */
  public @Nullable SumValue sameShape(@Nullable MetricValue other) {
    return other instanceof SumValue that ? that : null;
  }

  private SumValue require(MetricValue other) {
    if (other instanceof SumValue that) {
      return that;
    }
    throw Shape.incompatible(this, other);
  }

  @Override
  public Shape shape() {
    return Shape.SUM;
  }

  @Override
  public SumValue asSum() {
    return this;
  }

  @Override
  public <R extends @Nullable Object, E extends Exception> R match(
      Case<? super SumValue, ? extends R, E> sum,
      Case<? super LevelValue, ? extends R, E> level,
      Case<? super DistributionValue, ? extends R, E> distribution)
      throws E {
    return sum.of(this);
  }

  @Override
  public <E extends Exception> void visit(
      Action<? super SumValue, E> sum,
      Action<? super LevelValue, E> level,
      Action<? super DistributionValue, E> distribution)
      throws E {
    sum.on(this);
  }

  @Override
  public SumValue plus(MetricValue other, BinaryOperator<LevelValue> levels) {
    SumValue that = require(other);
    return new SumValue(
        value + that.value, decremented || that.decremented, rates.plus(that.rates));
  }

  @Override
  public SumValue minus(MetricValue earlier) {
    SumValue that = require(earlier);
    boolean restarted = !decremented && value < that.value;
    return new SumValue(restarted ? value : value - that.value, decremented, rates);
  }

  @Override
  public boolean holdsSameAs(MetricValue other) {
    return other instanceof SumValue that && value == that.value && decremented == that.decremented;
  }
}
