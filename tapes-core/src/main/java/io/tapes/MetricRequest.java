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
 * @param source what a gauge follows, null for everything else
 */
record MetricRequest(
    MetricInfo info, boolean aggregationMatters, Tags tags, @Nullable DoubleSupplier source) {
  static MetricRequest of(String name, Tags tags, MetricKind kind) {
    return new MetricRequest(MetricInfo.of(name, kind), false, tags, null);
  }

  MetricRequest following(DoubleSupplier function) {
    Objects.requireNonNull(
        function,
        () ->
            "the source of gauge '"
                + new SeriesId(info.name(), tags)
                + "' is null; pass a function");
    return new MetricRequest(info, aggregationMatters, tags, function);
  }

  MetricRequest tagged(Tags all) {
    return new MetricRequest(info, aggregationMatters, all, source);
  }

  String name() {
    return info.name();
  }

  MetricKind kind() {
    return info.kind();
  }
}
