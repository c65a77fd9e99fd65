package io.tapes.annotations.runtime;

import io.tapes.Histogram;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.DoubleAdder;
import org.jspecify.annotations.Nullable;

/**
 * What a method calls that records its result or an argument. Any thread.
 *
 * @param histogram where the numbers go
 */
public record RecordedProbe(Histogram histogram) {
  /** More than a long has. */
  private static final int MOST_DIGITS = 20;

  /**
   * Records an integer.
   *
   * @param value any
   */
  public void record(long value) {
    histogram.record(value);
  }

  /**
   * Records a whole number that is given as a real one.
   *
   * @param value what is not whole, not a number or too large is dropped and counted
   */
  public void record(double value) {
    boolean fits = value >= -0x1p63 && value < 0x1p63 && value == Math.rint(value);
    recordIf(fits, (long) value);
  }

  /**
   * Records a number object.
   *
   * @param value null and what is no number is left out; what is not whole or too large is dropped
   *     and counted
   */
  public void record(@Nullable Object value) {
    if (value instanceof BigDecimal big) {
      recordIf(isExact(big), big.longValue());
    } else if (value instanceof BigInteger big) {
      recordIf(big.bitLength() < Long.SIZE, big.longValue());
    } else if (value instanceof Double || value instanceof Float || value instanceof DoubleAdder) {
      record(((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      record(number.longValue());
    }
  }

  private void recordIf(boolean fits, long value) {
    if (fits) {
      histogram.record(value);
    } else {
      histogram.drop();
    }
  }

  /** Compares numbers of digits first: 1E+1000000000 as an integer would fill the memory. */
  private static boolean isExact(BigDecimal value) {
    return value.precision() - (long) value.scale() < MOST_DIGITS
        && value.compareTo(BigDecimal.valueOf(value.longValue())) == 0;
  }
}
