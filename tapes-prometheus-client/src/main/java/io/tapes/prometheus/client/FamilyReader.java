package io.tapes.prometheus.client;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.StateSetSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.tapes.Aggregation;
import io.tapes.DistributionValue;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.SumValue;
import io.tapes.Tags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes series of families, and knows what it saw of those that count. One thread at a time. */
final class FamilyReader {
  private final Map<SeriesId, Cumulated> known = new HashMap<>();
  private final Set<SeriesId> seen = new HashSet<>();

  void read(MetricSnapshot family, Consumer<Series> out) {
    if (family instanceof CounterSnapshot counters) {
      counters.getDataPoints().forEach(point -> counter(counters, point, out));
    } else if (family instanceof GaugeSnapshot gauges) {
      MetricInfo info = FamilyInfo.of(gauges, MetricKind.GAUGE);
      gauges.getDataPoints().forEach(point -> level(info, point, point.getValue(), out));
    } else if (family instanceof UnknownSnapshot unknowns) {
      MetricInfo info = FamilyInfo.of(unknowns, MetricKind.GAUGE);
      unknowns.getDataPoints().forEach(point -> level(info, point, point.getValue(), out));
    } else if (family instanceof InfoSnapshot infos) {
      MetricInfo info = FamilyInfo.of(infos, MetricKind.INFO);
      infos.getDataPoints().forEach(point -> level(info, point, 1, out));
    } else if (family instanceof StateSetSnapshot states) {
      states.getDataPoints().forEach(point -> states(states, point, out));
    } else if (family instanceof HistogramSnapshot histograms && !histograms.isGaugeHistogram()) {
      histograms.getDataPoints().forEach(point -> histogram(histograms, point, out));
    } else if (family instanceof SummarySnapshot summaries) {
      summaries.getDataPoints().forEach(point -> summary(summaries, point, out));
    }
  }

  /** What was not there in this reading begins again when it comes back. */
  void endReading() {
    known.keySet().retainAll(seen);
    seen.clear();
  }

  private static void level(
      MetricInfo info, DataPointSnapshot point, double value, Consumer<Series> out) {
    out.accept(Series.of(info, FamilyInfo.tags(point), new LevelValue(value)));
  }

  private static void states(
      StateSetSnapshot family,
      StateSetSnapshot.StateSetDataPointSnapshot point,
      Consumer<Series> out) {
    MetricInfo info = FamilyInfo.of(family, MetricKind.STATE_SET);
    Tags tags = FamilyInfo.tags(point);
    for (StateSetSnapshot.State state : point) {
      out.accept(
          Series.of(
              info,
              tags.and(info.name(), state.getName()),
              new LevelValue(state.isTrue() ? 1 : 0)));
    }
  }

  private void counter(
      CounterSnapshot family,
      CounterSnapshot.CounterDataPointSnapshot point,
      Consumer<Series> out) {
    MetricInfo info = FamilyInfo.of(family, MetricKind.DOUBLE_COUNTER);
    Tags tags = FamilyInfo.tags(point);
    CumulatedSum sum = cumulated(info, tags, CumulatedSum.class, CumulatedSum::new);
    SumValue value = SumValue.ofDouble(sum.take(point.getValue(), created(point)));
    out.accept(
        created(point, info, tags, value).withExemplars(PointExemplars.of(point.getExemplar())));
  }

  private void histogram(
      HistogramSnapshot family,
      HistogramSnapshot.HistogramDataPointSnapshot point,
      Consumer<Series> out) {
    RawHistogram raw = RawHistogram.of(point);
    MetricInfo info = FamilyInfo.of(family, MetricKind.DOUBLE_HISTOGRAM, raw.finiteBounds());
    Tags tags = FamilyInfo.tags(point);
    CumulatedHistogram histogram =
        cumulated(info, tags, CumulatedHistogram.class, CumulatedHistogram::new);
    DistributionValue value =
        new DistributionValue(histogram.take(raw, created(point)), 1).sinceLast(null);
    out.accept(
        created(point, info, tags, value).withExemplars(PointExemplars.of(point.getExemplars())));
  }

  private void summary(
      SummarySnapshot family,
      SummarySnapshot.SummaryDataPointSnapshot point,
      Consumer<Series> out) {
    Tags tags = FamilyInfo.tags(point);
    if (point.hasCount() && point.hasSum()) {
      MetricInfo timer = FamilyInfo.of(family, MetricKind.FOLLOWED_TIMER);
      CumulatedSummary summary =
          cumulated(timer, tags, CumulatedSummary.class, CumulatedSummary::new);
      summary.take(point.getCount(), point.getSum(), created(point));
      if (FamilyInfo.isOfSeconds(family)) {
        out.accept(created(point, timer, tags, summary.durations()));
      } else {
        MetricInfo count = FamilyInfo.of(family, MetricKind.COUNTER).named(timer.name() + "_count");
        out.accept(created(point, count, tags, new SumValue(summary.count())));
        MetricInfo sum =
            FamilyInfo.of(family, MetricKind.DOUBLE_COUNTER).named(timer.name() + "_sum");
        out.accept(created(point, sum, tags, SumValue.ofDouble(summary.sum())));
      }
    }
    MetricInfo quantiles =
        new MetricInfo(
            FamilyInfo.name(family) + "_quantile", MetricKind.GAUGE, Aggregation.LIVE_MAX);
    point
        .getQuantiles()
        .forEach(
            quantile ->
                out.accept(
                    Series.of(
                        quantiles,
                        tags.and("quantile", Double.toString(quantile.getQuantile())),
                        new LevelValue(quantile.getValue()))));
  }

  private static long created(DataPointSnapshot point) {
    return point.hasCreatedTimestamp() ? point.getCreatedTimestampMillis() : 0;
  }

  private static Series created(
      DataPointSnapshot point, MetricInfo info, Tags tags, MetricValue value) {
    return Series.of(info, tags, value).withStart(created(point));
  }

  private <C extends Cumulated> C cumulated(
      MetricInfo info, Tags tags, Class<C> type, Supplier<C> begin) {
    SeriesId id = new SeriesId(info.name(), tags);
    seen.add(id);
    Cumulated before = known.get(id);
    if (type.isInstance(before)) {
      return type.cast(before);
    }
    C begun = begin.get();
    known.put(id, begun);
    return begun;
  }
}
