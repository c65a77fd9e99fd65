package io.tapes;

import io.tapes.distribution.BucketTable;
import io.tapes.distribution.DecayingDistribution;
import io.tapes.distribution.Distribution;
import io.tapes.distribution.DistributionStatistics;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Many recorded numbers, as longs or as doubles: the {@linkplain Distribution#table table} of the
 * total says which. They are shown in a unit of their kind: timers record nanoseconds and show
 * seconds.
 *
 * @param total everything recorded so far
 * @param recent the same with older values weighing less; the figures of the nested form
 * @param rates recordings per second; {@link Rates#ZERO} for kinds that have none
 * @param scale how many recorded units are one shown unit, such as {@link #NANOS_PER_SECOND}; 1
 *     where the recorded number is shown
 */
public record DistributionValue(
    Distribution total, DecayingDistribution recent, Rates rates, double scale)
    implements MetricValue {
  /** The scale of timers: nanoseconds in a second. */
  public static final double NANOS_PER_SECOND = 1e9;

  /**
   * Creates a value of which nothing is known to be recent.
   *
   * @param total everything recorded so far
   * @param scale how many recorded units are one shown unit
   */
  public DistributionValue(Distribution total, double scale) {
    this(total, DecayingDistribution.empty(), Rates.ZERO, scale);
  }

  /**
   * Returns whether the recorded numbers are nanoseconds and the shown ones seconds.
   *
   * @return true for the values of timers
   */
  public boolean isDuration() {
    return scale == NANOS_PER_SECOND;
  }

  /**
   * Returns the sum of all that was recorded, in shown units.
   *
   * @return the sum; that of longs from 0 on is right up to 2^64 recorded units, that of doubles is
   *     infinite beyond their range
   */
  public double sum() {
    double sum = total.doubleSum();
    boolean wrapped = sum < 0 && total.table() == BucketTable.LONGS && total.minKey() >= 0;
    return (wrapped ? sum + 0x1p64 : sum) / scale;
  }

  /**
   * Returns the smallest of all values, in shown units.
   *
   * @return 0 when nothing was recorded
   */
  public double min() {
    return total.doubleMin() / scale;
  }

  /**
   * Returns the largest of all values, in shown units.
   *
   * @return 0 when nothing was recorded
   */
  public double max() {
    return total.doubleMax() / scale;
  }

  /**
   * Returns the mean of all that was recorded, in shown units.
   *
   * @return 0 when nothing was recorded
   */
  public double mean() {
    return total.count() == 0 ? 0 : sum() / total.count();
  }

  /**
   * Returns the figures of the nested form, in shown units.
   *
   * @return the summary of the recent values
   */
  public DistributionStatistics summary() {
    DistributionStatistics recorded = recent.summary();
    return scale == 1 ? recorded : recorded.dividedBy(scale);
  }

  /**
   * Returns this value with the recent figures of the difference to an earlier one: exactly what
   * was recorded in between.
   *
   * @param earlier a value of the same series; null for all that was recorded
   * @return a value with the same total
   */
  public DistributionValue sinceLast(@Nullable MetricValue earlier) {
    DistributionValue before = sameShape(earlier);
    Distribution difference = before == null ? total : total.minus(before.total);
    return new DistributionValue(total, recent.with(difference), rates, scale);
  }

  /**
   * Returns another value if it is a distribution as well.
   *
   * @param other any value, or null
   * @return null if it is null or of another shape
   */
  public @Nullable DistributionValue sameShape(@Nullable MetricValue other) {
    return other instanceof DistributionValue that ? that : null;
  }

  private DistributionValue require(MetricValue other) {
    if (other instanceof DistributionValue that) {
      if (that.scale == scale) {
        return that;
      }
      throw new IllegalArgumentException(
          "distributions with the scales "
              + scale
              + " and "
              + that.scale
              + " cannot be combined; rename one of the two series");
    }
    throw Shape.incompatible(shape(), other.shape());
  }

  @Override
  public Shape shape() {
    return Shape.DISTRIBUTION;
  }

  @Override
  public DistributionValue asDistribution() {
    return this;
  }

  @Override
  public <R extends @Nullable Object, E extends Exception> R match(
      Case<? super SumValue, ? extends R, E> sum,
      Case<? super LevelValue, ? extends R, E> level,
      Case<? super DistributionValue, ? extends R, E> distribution)
      throws E {
    return distribution.of(this);
  }

  @Override
  public <E extends Exception> void visit(
      Action<? super SumValue, E> sum,
      Action<? super LevelValue, E> level,
      Action<? super DistributionValue, E> distribution)
      throws E {
    distribution.on(this);
  }

  @Override
  public DistributionValue plus(MetricValue other, BinaryOperator<LevelValue> levels) {
    DistributionValue that = require(other);
    return new DistributionValue(
        total.plus(that.total), recent.plus(that.recent), rates.plus(that.rates), scale);
  }

  @Override
  public DistributionValue minus(MetricValue earlier) {
    Distribution difference = total.minus(require(earlier).total);
    return new DistributionValue(difference, recent.with(difference), rates, scale);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // an unchanged distribution is the same instance
  public boolean holdsSameAs(MetricValue other) {
    return other instanceof DistributionValue that
        && scale == that.scale
        && (total == that.total || total.equals(that.total));
  }
}
