package io.tapes;

import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a registry is asked for.
 *
 * @param info the metric
 * @param aggregationMatters whether a gauge of another aggregation is another one
 * @param tags those of the series
 * @param besideOtherKinds whether series of another kind may have the name with other tags
 * @param startMillis since when a new instrument counts; 0 for now
 * @param source what a gauge follows, null for everything else
 * @param count what a counter follows, null for everything else
 */
record MetricRequest(
    MetricInfo info,
    boolean aggregationMatters,
    Tags tags,
    boolean besideOtherKinds,
    long startMillis,
    @Nullable DoubleSupplier source,
    @Nullable ForeignCount count) {
  static MetricRequest of(String name, Tags tags, MetricKind kind) {
    return new MetricRequest(MetricInfo.of(name, kind), false, tags, false, 0, null, null);
  }

  MetricRequest following(DoubleSupplier function) {
    Objects.requireNonNull(
        function,
        () ->
            "the source of gauge '"
                + new SeriesId(info.name(), tags)
                + "' is null; pass a function");
    return new MetricRequest(
        info, aggregationMatters, tags, besideOtherKinds, startMillis, function, null);
  }

  MetricRequest following(ForeignCount newCount) {
    return new MetricRequest(
        info, aggregationMatters, tags, besideOtherKinds, startMillis, null, newCount);
  }

  MetricRequest named(String newName) {
    return newName.equals(name())
        ? this
        : new MetricRequest(
            info.named(newName),
            aggregationMatters,
            tags,
            besideOtherKinds,
            startMillis,
            source,
            count);
  }

  MetricRequest tagged(Tags all) {
    return new MetricRequest(
        info, aggregationMatters, all, besideOtherKinds, startMillis, source, count);
  }

  /** Throws unless a metric has the aggregation that is asked for, if one is. */
  void requireAggregationOf(MetricInfo metric) {
    if (aggregationMatters && info.aggregation() != metric.aggregation()) {
      throw new IllegalArgumentException(
          "gauge '"
              + name()
              + "' is aggregated by "
              + metric.aggregation()
              + " and cannot be by "
              + info.aggregation()
              + " as well; ask for it with one aggregation everywhere");
    }
  }

  String name() {
    return info.name();
  }

  MetricKind kind() {
    return info.kind();
  }
}
