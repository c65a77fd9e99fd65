package io.tapes.test;

import io.tapes.DistributionValue;
import java.time.Duration;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractDoubleAssert;
import org.assertj.core.api.Assertions;

/**
 * Assertions on all that a histogram or a timer has recorded, in shown units: seconds with timers.
 * One thread at a time may use it.
 */
public final class DistributionAssert
    extends AbstractAssert<DistributionAssert, DistributionValue> {
  DistributionAssert(DistributionValue value) {
    super(value, DistributionAssert.class);
  }

  /**
   * Verifies how many values were recorded.
   *
   * @param count the exact number
   * @return these assertions
   */
  public DistributionAssert hasCount(long count) {
    if (actual.total().count() != count) {
      throw failure("expected %d records, but there are %d", count, actual.total().count());
    }
    return this;
  }

  /**
   * Verifies the largest value.
   *
   * @param bound what it must not exceed
   * @return these assertions
   */
  public DistributionAssert hasMaxAtMost(double bound) {
    if (!(actual.max() <= bound)) {
      throw failure("expected no record above %s, but there is %s", bound, actual.max());
    }
    return this;
  }

  /**
   * Verifies the longest duration.
   *
   * @param bound what it must not exceed
   * @return these assertions
   */
  public DistributionAssert hasMaxAtMost(Duration bound) {
    return hasMaxAtMost(bound.toNanos() / actual.scale());
  }

  /**
   * Begins assertions on the sum of all values.
   *
   * @return those of the number
   */
  public AbstractDoubleAssert<?> sum() {
    return Assertions.assertThat(actual.sum()).as(descriptionText() + " sum");
  }

  /**
   * Begins assertions on the smallest value.
   *
   * @return those of the number
   */
  public AbstractDoubleAssert<?> min() {
    return Assertions.assertThat(actual.min()).as(descriptionText() + " min");
  }

  /**
   * Begins assertions on the largest value.
   *
   * @return those of the number
   */
  public AbstractDoubleAssert<?> max() {
    return Assertions.assertThat(actual.max()).as(descriptionText() + " max");
  }

  /**
   * Begins assertions on a quantile of all values, which is within 1 %.
   *
   * @param rank from 0 to 1, such as 0.99
   * @return those of the number
   * @throws IllegalArgumentException if the rank is not between 0 and 1
   */
  public AbstractDoubleAssert<?> quantile(double rank) {
    return Assertions.assertThat(actual.total().quantile(rank) / actual.scale())
        .as(descriptionText() + " quantile " + rank);
  }
}
