package io.tapes;

import java.util.Locale;

/** The shapes that a {@link MetricValue} can have. */
public enum Shape {
  /** A number of events or amounts that is added up: {@link SumValue}. */
  SUM,
  /** A number that goes up and down: {@link LevelValue}. */
  LEVEL,
  /** Many recorded numbers: {@link DistributionValue}. */
  DISTRIBUTION;

  /** Says that what was asked of a value takes another shape. */
  static IllegalArgumentException mismatch(Shape shape, Shape wanted) {
    return new IllegalArgumentException(
        "a " + shape + " is not a " + wanted + "; look at the kind of its family first");
  }

  /** Says that values of two shapes are not combined. */
  static IllegalArgumentException incompatible(Shape a, Shape b) {
    return new IllegalArgumentException(
        "a " + a + " and a " + b + " cannot be combined; rename one of the two series");
  }

  /** Returns the word for it in messages, such as {@code sum}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
