package io.tapes;

import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one series held when a snapshot was taken: an immutable value of one of three shapes. Which
 * {@linkplain MetricKind kind} of instrument it belongs to, and how the values of several processes
 * become one, is said by the {@link MetricInfo} beside it.
 *
 * <p>Readers tell the shapes apart with {@link #match} or {@link #visit}, which take a function for
 * each: a shape that is added later breaks the build of a consumer that does not handle it. Any
 * thread may use an instance.
 */
public sealed interface MetricValue permits SumValue, LevelValue, DistributionValue {
  /**
   * Returns the shape.
   *
   * @return the shape of this value
   */
  Shape shape();

  /**
   * Computes something from the value, whichever shape it has.
   *
   * @param sum called for a sum
   * @param level called for a level
   * @param distribution called for a distribution
   * @param <R> the type of the result
   * @param <E> what the functions may throw, passed on untouched
   * @return what the function returned
   * @throws E if the function throws it
   */
  <R extends @Nullable Object, E extends Exception> R match(
      Case<? super SumValue, ? extends R, E> sum,
      Case<? super LevelValue, ? extends R, E> level,
      Case<? super DistributionValue, ? extends R, E> distribution)
      throws E;

  /**
   * Does something with the value, whichever shape it has.
   *
   * @param sum called for a sum
   * @param level called for a level
   * @param distribution called for a distribution
   * @param <E> what the actions may throw, passed on untouched
   * @throws E if the action throws it
   */
  <E extends Exception> void visit(
      Action<? super SumValue, E> sum,
      Action<? super LevelValue, E> level,
      Action<? super DistributionValue, E> distribution)
      throws E;

  /**
   * Adds the value of another recorder; the order does not matter. Sums, distributions and rates
   * add up.
   *
   * @param other a value of the same shape
   * @param levels how two levels become one, as {@link Aggregation#combine} does it
   * @return the combined value
   * @throws IllegalArgumentException if the shapes differ
   */
  MetricValue plus(MetricValue other, BinaryOperator<LevelValue> levels);

  /**
   * Returns what happened since an earlier value of the same series. Sums and distributions are
   * subtracted, and the recent figures become those of the difference; rates and levels, which
   * describe a moment, stay as they are. A recorder that was restarted in between counts from zero.
   *
   * @param earlier a value of the same shape
   * @return the difference
   * @throws IllegalArgumentException if the shapes differ
   */
  MetricValue minus(MetricValue earlier);

  /**
   * Returns whether both hold the same, apart from rates and recent figures, which change by
   * themselves as time passes.
   *
   * @param other any value
   * @return false also if the shapes differ
   */
  boolean holdsSameAs(MetricValue other);

  /**
   * Returns this value, which is known to be a sum.
   *
   * @return this
   * @throws IllegalArgumentException if it is not
   */
  default SumValue asSum() {
    throw Shape.mismatch(shape(), Shape.SUM);
  }

  /**
   * Returns this value, which is known to be a level.
   *
   * @return this
   * @throws IllegalArgumentException if it is not
   */
  default LevelValue asLevel() {
    throw Shape.mismatch(shape(), Shape.LEVEL);
  }

  /**
   * Returns this value, which is known to be a distribution.
   *
   * @return this
   * @throws IllegalArgumentException if it is not
   */
  default DistributionValue asDistribution() {
    throw Shape.mismatch(shape(), Shape.DISTRIBUTION);
  }

  /**
   * Computes something from a value of one shape.
   *
   * @param <V> the shape
   * @param <R> the type of the result
   * @param <E> what it may throw
   */
  @FunctionalInterface
  interface Case<V, R extends @Nullable Object, E extends Exception> {
    /**
     * Computes it.
     *
     * @param value the value
     * @return the result
     * @throws E as it likes
     */
    R of(V value) throws E;
  }

  /**
   * Does something with a value of one shape.
   *
   * @param <V> the shape
   * @param <E> what it may throw
   */
  @FunctionalInterface
  interface Action<V, E extends Exception> {
    /**
     * Does it.
     *
     * @param value the value
     * @throws E as it likes
     */
    void on(V value) throws E;
  }
}
