package io.tapes.annotations.runtime;

import io.tapes.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a method calls that records its result or an argument. Any thread.
 *
 * @param histogram where the numbers go
 */
public record RecordedProbe(Histogram histogram) {
  /**
   * Records an integer.
   *
   * @param value negative ones are dropped and counted
   */
  public void record(long value) {
    histogram.record(value);
  }

  /**
   * Records a real number, rounded.
   *
   * @param value what is negative or not a number is dropped and counted
   */
  public void record(double value) {
    histogram.record(Double.isNaN(value) ? -1 : Math.round(value));
  }

  /**
   * Records a number object.
   *
   * @param value null and what is no number is left out
   */
  public void record(@Nullable Object value) {
    if (value instanceof Double || value instanceof Float) {
      record(((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      record(number.longValue());
    }
  }
}
