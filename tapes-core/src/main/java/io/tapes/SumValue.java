package io.tapes;

import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A number of events or amounts that is added up, over time and over processes.
 *
 * <p>What was added and what was subtracted are told apart, and neither of the two ever falls: so
 * readers see a restart, and backends whose counters only go up are shown the {@linkplain
 * #increased additions} alone.
 *
 * <p>It counts whole numbers, which are exact, or doubles, which are right to 10<sup>-12</sup>:
 * {@link #number} has what is shown of either.
 *
 * @param value increments less decrements; of doubles without their fraction
 * @param decrements how much of that was subtracted
 * @param total the sum where it is one of doubles; null where it counts whole numbers
 * @param rates events per second; {@link Rates#ZERO} for kinds that have none
 */
public record SumValue(long value, long decrements, @Nullable DoubleTotal total, Rates rates)
    implements MetricValue {
  /**
   * Creates a sum without rates, of increments alone.
   *
   * @param value the sum
   */
  public SumValue(long value) {
    this(value, 0, null, Rates.ZERO);
  }

  /**
   * Creates a sum without rates.
   *
   * @param value increments less decrements
   * @param decrements how much was subtracted
   */
  public SumValue(long value, long decrements) {
    this(value, decrements, null, Rates.ZERO);
  }

  /**
   * Creates a sum of increments alone.
   *
   * @param value the sum
   * @param rates events per second
   */
  public SumValue(long value, Rates rates) {
    this(value, 0, null, rates);
  }

  /**
   * Creates a sum of doubles.
   *
   * @param sum what was added
   * @return the sum
   */
  public static SumValue ofDouble(double sum) {
    return of(new DoubleTotal(sum, 0));
  }

  private static SumValue of(DoubleTotal total) {
    return new SumValue((long) total.toDouble(), 0, total, Rates.ZERO);
  }

  /**
   * Returns whether it counts whole numbers.
   *
   * @return false if it is a sum of doubles
   */
  public boolean isWhole() {
    return total == null;
  }

  /**
   * Returns the sum as it is shown.
   *
   * @return a {@link Long}, or a {@link Double} if it is a sum of doubles
   */
  public Number number() {
    return total == null ? (Number) value : (Number) total.toDouble();
  }

  /**
   * Returns the sum as a double.
   *
   * @return of whole numbers the double that is next to them
   */
  public double toDouble() {
    return total == null ? value : total.toDouble();
  }

  /**
   * Returns what was added, without what was subtracted: what backends are shown whose counters
   * only go up.
   *
   * @return a sum that is not negative; this if nothing was subtracted
   */
  public SumValue increased() {
    return total != null || (decrements == 0 && value >= 0)
        ? this
        : new SumValue(Math.max(0, value + decrements), rates);
  }

  /**
   * Returns whether it counts nothing.
   *
   * @return false also where as much was subtracted as was added
   */
  public boolean isZero() {
    return value == 0 && decrements == 0 && toDouble() == 0;
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
    throw Shape.incompatible(shape(), other.shape());
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
    return total != null || that.total != null
        ? of(doubles().plus(that.doubles()))
        : new SumValue(
            value + that.value, decrements + that.decrements, null, rates.plus(that.rates));
  }

  @Override
  public SumValue minus(MetricValue earlier) {
    SumValue that = require(earlier);
    if (isWhole() != that.isWhole() || restartedSince(that)) {
      return this;
    }
    return total == null
        ? new SumValue(value - that.value, decrements - that.decrements, null, rates)
        : of(total.minus(that.doubles()));
  }

  private boolean restartedSince(SumValue that) {
    return total == null
        ? decrements < that.decrements || value + decrements < that.value + that.decrements
        : toDouble() < that.toDouble();
  }

  private DoubleTotal doubles() {
    return total == null ? new DoubleTotal(value, 0) : total;
  }

  @Override
  public boolean holdsSameAs(MetricValue other) {
    return other instanceof SumValue that
        && value == that.value
        && decrements == that.decrements
        && Objects.equals(total, that.total);
  }
}
