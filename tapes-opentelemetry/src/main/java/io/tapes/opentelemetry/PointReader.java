package io.tapes.opentelemetry;

import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.ExponentialHistogramPointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.tapes.Aggregation;
import io.tapes.LevelValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Registry;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Tags;
import io.tapes.support.LogLimiter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Makes series of points, and adds up what counts. One thread at a time. */
final class PointReader {
  /*
   * What the SDK records it tells as differences, which are added here: then it does not matter
   * that exponential histograms change their scale, and the SDK forgets attributes that are not
   * used any more. Here they stay, up to a limit, as counters of Tapes do.
   */
  private static final int MAX_COUNTED = 100_000;

  /** What the SDK itself calls those beyond its limit. */
  private static final Tags OVERFLOW = Tags.of("otel.metric.overflow", "true");

  private final Registry registry;
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(TapesMetricReader.class));
  private final Map<SeriesId, Counted> counted = new TreeMap<>();

  PointReader(Registry registry) {
    this.registry = registry;
  }

  /** Hands over the levels of a metric, and adds up what it counts. */
  void read(MetricData metric, Consumer<Series> out) {
    switch (metric.getType()) {
      case LONG_GAUGE ->
          metric
              .getLongGaugeData()
              .getPoints()
              .forEach(point -> level(metric, point, (double) point.getValue(), out));
      case DOUBLE_GAUGE ->
          metric
              .getDoubleGaugeData()
              .getPoints()
              .forEach(point -> level(metric, point, point.getValue(), out));
      case LONG_SUM -> longSum(metric, metric.getLongSumData(), out);
      case DOUBLE_SUM -> doubleSum(metric, metric.getDoubleSumData(), out);
      case HISTOGRAM -> metric.getHistogramData().getPoints().forEach(p -> histogram(metric, p));
      case EXPONENTIAL_HISTOGRAM ->
          metric.getExponentialHistogramData().getPoints().forEach(p -> histogram(metric, p));
      case SUMMARY -> {}
    }
  }

  private void longSum(MetricData metric, SumData<LongPointData> sum, Consumer<Series> out) {
    boolean observed = sum.getAggregationTemporality() == AggregationTemporality.CUMULATIVE;
    for (LongPointData point : sum.getPoints()) {
      if (!sum.isMonotonic() && observed) {
        level(metric, point, (double) point.getValue(), out);
        continue;
      }
      MetricKind kind = sum.isMonotonic() ? MetricKind.COUNTER : MetricKind.UP_DOWN_COUNTER;
      Counted entry = counted(metric, point, OtelInfo.of(metric, kind));
      if (entry != null) {
        entry.addWhole(observed ? entry.news(point.getValue()) : point.getValue());
      }
    }
  }

  private void doubleSum(MetricData metric, SumData<DoublePointData> sum, Consumer<Series> out) {
    boolean observed = sum.getAggregationTemporality() == AggregationTemporality.CUMULATIVE;
    for (DoublePointData point : sum.getPoints()) {
      if (!sum.isMonotonic() && observed) {
        level(metric, point, point.getValue(), out);
        continue;
      }
      Counted entry =
          counted(
              metric,
              point,
              sum.isMonotonic()
                  ? OtelInfo.of(metric, MetricKind.DOUBLE_COUNTER)
                  : OtelInfo.of(metric, MetricKind.GAUGE, Aggregation.SUM, List.of()));
      if (entry != null) {
        entry.addDouble(observed ? entry.news(point.getValue()) : point.getValue());
      }
    }
  }

  private void histogram(MetricData metric, HistogramPointData point) {
    MetricInfo info =
        OtelInfo.of(
            metric,
            MetricKind.DOUBLE_HISTOGRAM,
            MetricKind.DOUBLE_HISTOGRAM.defaultAggregation(),
            point.getBoundaries());
    Counted entry = counted(metric, point, info);
    if (entry != null) {
      entry.add(PointBuckets.of(point));
    }
  }

  private void histogram(MetricData metric, ExponentialHistogramPointData point) {
    Counted entry = counted(metric, point, OtelInfo.of(metric, MetricKind.DOUBLE_HISTOGRAM));
    if (entry != null) {
      entry.add(PointBuckets.of(point));
    }
  }

  private static void level(
      MetricData metric, PointData point, double value, Consumer<Series> out) {
    MetricInfo info = OtelInfo.of(metric, MetricKind.GAUGE);
    out.accept(Series.of(info, OtelInfo.tags(metric, point), new LevelValue(value)));
  }

  /** What a point is added to; null if the series is another kind of metric already. */
  private @Nullable Counted counted(MetricData metric, PointData point, MetricInfo info) {
    SeriesId id = new SeriesId(info.name(), OtelInfo.tags(metric, point));
    if (!counted.containsKey(id) && counted.size() >= MAX_COUNTED) {
      id = new SeriesId(info.name(), OVERFLOW);
    }
    Counted entry =
        counted.computeIfAbsent(
            id, absent -> new Counted(info, point.getStartEpochNanos() / 1_000_000));
    if (entry.info().kind() != info.kind()) {
      refuse(id, entry.info().kind(), info.kind());
      return null;
    }
    entry.keep(PointExemplars.of(point));
    return entry;
  }

  private void refuse(SeriesId id, MetricKind first, MetricKind second) {
    Registry own = registry.selfMetrics().orElse(registry);
    own.counter("tapes.bridge.refused", Tags.of("bridge", "opentelemetry")).increment();
    log.warn(
        "'" + id + "' is a " + first + " already and cannot be a " + second + " as well", null);
  }

  /** Hands over all that was counted so far. */
  void giveCounted(Consumer<Series> out) {
    counted.forEach((id, entry) -> out.accept(entry.series(id)));
  }
}
