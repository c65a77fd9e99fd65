package io.tapes;

import io.tapes.distribution.Distribution;
import io.tapes.distribution.DistributionStatistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which values the instruments of a kind have, and the fields that they show in a nested map. */
final class KindValues {
  private KindValues() {}

  /** As {@link MetricKind#canHold}. */
  static boolean canHold(MetricKind kind, MetricValue value) {
    return value.shape() == kind.shape()
        && value.match(
            sum -> canHold(kind, sum),
            level -> true,
            distribution -> canHold(kind, distribution.total()));
  }

  private static boolean canHold(MetricKind kind, SumValue sum) {
    return switch (kind) {
      case METER -> sum.isWhole() && sum.value() >= 0 && sum.decrements() == 0;
      case DOUBLE_COUNTER -> !sum.isWhole() && sum.toDouble() >= 0;
      default -> sum.isWhole();
    };
  }

  private static boolean canHold(MetricKind kind, Distribution values) {
    return values.count() == 0
        || (values.table() == kind.table() && (kind != MetricKind.TIMER || values.minKey() >= 0));
  }

  /** The names where they follow from the shape. */
  static List<String> names(Shape shape, String first, boolean rated) {
    List<String> names = new ArrayList<>(List.of(first));
    if (rated) {
      names.addAll(List.of("m1", "m5", "m15"));
    }
    if (shape == Shape.DISTRIBUTION) {
      names.addAll(
          List.of("min", "max", "mean", "stddev", "q50", "q75", "q95", "q98", "q99", "q999"));
    }
    return List.copyOf(names);
  }

  /** As {@link MetricKind#fields(MetricValue)}. */
  static Map<String, Number> fields(MetricKind kind, MetricValue value) {
    if (value.shape() != kind.shape()) {
      throw Shape.mismatch(value.shape(), kind.shape());
    }
    List<String> fields = kind.fields();
    List<Number> numbers = new ArrayList<>(fields.size());
    value.visit(
        sum -> {
          numbers.add(sum.number());
          addRates(kind, sum.rates(), numbers);
        },
        level -> addLevel(kind, level, numbers),
        distribution -> {
          numbers.add(distribution.total().count());
          addRates(kind, distribution.rates(), numbers);
          if (kind.isSummary()) {
            numbers.add(distribution.sum());
            numbers.add(distribution.mean());
          } else {
            addFigures(distribution.summary(), numbers);
          }
        });
    Map<String, Number> map = new LinkedHashMap<>(2 * numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      map.put(fields.get(i), numbers.get(i));
    }
    return map;
  }

  private static void addLevel(MetricKind kind, LevelValue level, List<Number> to) {
    if (kind == MetricKind.LONG_TASK_TIMER && level.basis() instanceof Elapsed clocks) {
      to.add(clocks.clocks());
      to.add(clocks.seconds());
      to.add(clocks.longestSeconds());
    } else if (kind != MetricKind.MAX_GAUGE || !Double.isNaN(level.value())) {
      to.add(level.value());
    }
  }

  private static void addRates(MetricKind kind, Rates rates, List<Number> to) {
    if (kind.isRated()) {
      to.add(rates.m1());
      to.add(rates.m5());
      to.add(rates.m15());
    }
  }

  private static void addFigures(DistributionStatistics s, List<Number> to) {
    to.add(s.min());
    to.add(s.max());
    to.add(s.mean());
    to.add(s.stddev());
    to.add(s.q50());
    to.add(s.q75());
    to.add(s.q95());
    to.add(s.q98());
    to.add(s.q99());
    to.add(s.q999());
  }
}
