package io.tapes.cli;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares what was aggregated with what an independent walk found, to the unit. */
final class DemoCheck {
  private final Snapshot actual;
  private final List<String> differences = new ArrayList<>();

  private DemoCheck(Snapshot actual) {
    this.actual = actual;
  }

  /** Each difference as part of a sentence, none where all is equal. */
  static List<String> differences(DemoTotals expected, Snapshot actual) {
    DemoCheck check = new DemoCheck(actual);
    check.compare(expected);
    return check.differences;
  }

  private void compare(DemoTotals expected) {
    count(DemoWork.FILES, Tags.empty(), expected.files());
    count(DemoWork.BYTES_IN, Tags.empty(), expected.bytes());
    for (Map.Entry<String, DemoTotals.Total> module : expected.modules().entrySet()) {
      Tags tags = Tags.of(DemoWork.MODULE, module.getKey());
      count(DemoWork.FILES, tags, module.getValue().files());
      count(DemoWork.BYTES_IN, tags, module.getValue().bytes());
    }
    noOthers(expected);
    count(DemoWork.DEFLATE, Tags.empty(), expected.files());
    count(DemoWork.BYTES, Tags.empty(), expected.files());
    count(DemoWork.RATE, Tags.empty(), expected.files());
    long sum = find(DemoWork.BYTES, Tags.empty()).map(DemoCheck::sum).orElse(0L);
    if (sum != expected.bytes()) {
      differences.add("the sum of " + DemoWork.BYTES + " is " + sum + instead(expected.bytes()));
    }
  }

  private void noOthers(DemoTotals expected) {
    Set<String> names = Set.of(DemoWork.FILES, DemoWork.BYTES_IN);
    for (Series series : actual.series()) {
      Optional<String> module = series.tags().value(DemoWork.MODULE);
      if (names.contains(series.name())
          && !series.tags().isEmpty()
          && !module.map(expected.modules()::containsKey).orElse(false)) {
        differences.add(series.id() + " is there without such a module");
      }
    }
  }

  private void count(String name, Tags tags, long expected) {
    long count = find(name, tags).map(DemoCheck::count).orElse(0L);
    if (count != expected) {
      differences.add(new SeriesId(name, tags) + " is " + count + instead(expected));
    }
  }

  private Optional<MetricValue> find(String name, Tags tags) {
    return actual.find(new SeriesId(name, tags));
  }

  private static long count(MetricValue value) {
    return value.<Long, RuntimeException>match(
        SumValue::value, level -> 0L, distribution -> distribution.total().count());
  }

  private static long sum(MetricValue value) {
    return value.<Long, RuntimeException>match(
        SumValue::value, level -> 0L, distribution -> distribution.total().sum());
  }

  private static String instead(long expected) {
    return " instead of " + expected;
  }
}
