package io.tapes.opentelemetry;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.tapes.Aggregation;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Tags;
import io.tapes.support.ForeignNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the SDK says of a metric, and the attributes of its points, as Tapes has them. */
final class OtelInfo {
  private static final String SCOPE = "otel.scope.name";

  /** Units that have words in Tapes; others stay, without the braces of annotations. */
  private static final Map<String, String> UNITS =
      Map.of(
          "s", "seconds",
          "ms", "milliseconds",
          "us", "microseconds",
          "ns", "nanoseconds",
          "min", "minutes",
          "h", "hours",
          "By", "bytes",
          "%", "percent",
          "1", "");

  private OtelInfo() {}

  static MetricInfo of(MetricData metric, MetricKind kind) {
    return of(metric, kind, kind.defaultAggregation(), List.of());
  }

  static MetricInfo of(
      MetricData metric, MetricKind kind, Aggregation aggregation, List<Double> bounds) {
    String unit = metric.getUnit();
    return new MetricInfo(ForeignNames.dotted(metric.getName()), kind, aggregation)
        .described(
            shortened(UNITS.getOrDefault(unit, unit.replace("{", "").replace("}", ""))),
            shortened(metric.getDescription()),
            bounds.size() > MetricInfo.MAX_BOUNDS ? List.of() : bounds);
  }

  private static String shortened(String text) {
    return text.length() <= MetricInfo.MAX_TEXT ? text : text.substring(0, MetricInfo.MAX_TEXT);
  }

  static Tags tags(MetricData metric, PointData point) {
    Map<String, String> tags = new TreeMap<>();
    point
        .getAttributes()
        .forEach(
            (key, value) -> {
              if (!key.getKey().isEmpty()) {
                tags.put(key.getKey(), value.toString());
              }
            });
    String scope = metric.getInstrumentationScopeInfo().getName();
    if (!scope.isEmpty()) {
      tags.putIfAbsent(SCOPE, scope);
    }
    return Tags.of(tags);
  }
}
