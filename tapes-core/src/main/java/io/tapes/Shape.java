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

  static IllegalArgumentException mismatch(MetricValue value, Shape wanted) {
    return new IllegalArgumentException(
        "a " + value.shape() + " is not a " + wanted + "; look at the kind of its family first");
  }

  static IllegalArgumentException incompatible(MetricValue a, MetricValue b) {
    return new IllegalArgumentException(
        "a "
            + a.shape()
            + " and a "
            + b.shape()
            + " cannot be combined; rename one of the two series");
  }

  /** Returns the word for it in messages, such as {@code sum}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
