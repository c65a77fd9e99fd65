package io.tapes.distribution;

import io.tapes.testing.Forall;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;

/** Numbers of a table for tests, and what is known of them without it. */
public record Numbers(BucketTable table, List<Double> values) {
  /** Of every magnitude and both signs, with repetitions; of longs those that a double can be. */
  public static Numbers any(BucketTable table, Forall any) {
    return new Numbers(
        table,
        any.list(
            60,
            () ->
                table == BucketTable.LONGS
                    ? (double)
                        any.oneOf(() -> any.longs(-300, 300), () -> any.longs(-1L << 52, 1L << 52))
                    : any.oneOf(
                        () -> any.doubles(-2, 2),
                        () -> any.doubles(-1e150, 1e150),
                        () -> any.of(0.0, -0.0, 1e-300, -1e-300, Double.MIN_VALUE, 0.1, -0.1))));
  }

  public Distribution distribution() {
    if (values.isEmpty()) {
      return Distribution.empty();
    }
    TreeMap<Integer, Long> counts = new TreeMap<>();
    Total sum = table == BucketTable.LONGS ? Total.of(0) : Total.of(0, 0);
    for (double value : values) {
      counts.merge(table.index(table.key(value)), 1L, Long::sum);
      sum = sum.plus(table == BucketTable.LONGS ? Total.of((long) value) : Total.of(value, 0));
    }
    return Distribution.trusted(
        counts.keySet().stream().mapToInt(Integer::intValue).toArray(),
        counts.values().stream().mapToLong(Long::longValue).toArray(),
        counts.size(),
        sum,
        table.key(min()),
        table.key(max()));
  }

  public double min() {
    return values.stream().mapToDouble(v -> v).min().orElse(0);
  }

  public double max() {
    return values.stream().mapToDouble(v -> v).max().orElse(0);
  }

  /** The exact sum, as the nearest double. */
  public double sum() {
    return values.stream()
        .map(BigDecimal::new)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .doubleValue();
  }

  /** The sum without signs, which errors are measured by. */
  public double magnitude() {
    return values.stream().mapToDouble(Math::abs).sum();
  }
}
