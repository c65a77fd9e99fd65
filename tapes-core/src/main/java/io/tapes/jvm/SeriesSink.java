package io.tapes.jvm;

import io.tapes.Aggregation;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import java.util.List;
import java.util.function.Consumer;

/** Makes series of numbers. Over several processes, gauges are the sum of the living ones. */
record SeriesSink(Consumer<Series> out) {
  void gauge(String name, double value) {
    gauge(name, Tags.empty(), value);
  }

  void gauge(String name, Tags tags, double value) {
    gauge(name, tags, value, Aggregation.LIVE_SUM);
  }

  void gauge(String name, Tags tags, double value, Aggregation aggregation) {
    out.accept(Series.gauge(new SeriesId(name, tags), value, aggregation));
  }

  /** A gauge of a unit, which Prometheus shows as a part of the name. */
  void gauge(String name, String unit, Tags tags, double value) {
    MetricInfo info = MetricInfo.of(name, MetricKind.GAUGE).described(unit, "", List.of());
    out.accept(Series.of(info, tags, new LevelValue(value)));
  }

  /** A counter of a unit, which Prometheus shows as a part of the name. */
  void counter(String name, String unit, Tags tags, long value) {
    MetricInfo info = MetricInfo.of(name, MetricKind.COUNTER).described(unit, "", List.of());
    out.accept(Series.of(info, tags, new SumValue(value)));
  }

  /** What only grows, with fractions: what processes that have ended had stays in the sum. */
  void total(String name, double value) {
    MetricInfo info = MetricInfo.of(name, MetricKind.DOUBLE_COUNTER);
    out.accept(Series.of(info, Tags.empty(), SumValue.ofDouble(value)));
  }

  /** A gauge, unless there is no such limit or it is unknown. */
  void known(String name, Tags tags, long value) {
    if (value >= 0) {
      gauge(name, tags, (double) value);
    }
  }

  void counter(String name, Tags tags, long value) {
    if (value >= 0) { // the beans say -1 where they do not know
      out.accept(Series.counter(new SeriesId(name, tags), value));
    }
  }
}
