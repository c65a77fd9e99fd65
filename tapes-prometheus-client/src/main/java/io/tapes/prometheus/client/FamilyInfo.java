package io.tapes.prometheus.client;

import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Tags;
import io.tapes.support.ForeignNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a family says of itself, and the labels of its points, as Tapes has them. */
final class FamilyInfo {
  private FamilyInfo() {}

  static String name(MetricSnapshot family) {
    return ForeignNames.dotted(family.getMetadata().getName());
  }

  static MetricInfo of(MetricSnapshot family, MetricKind kind) {
    return of(family, kind, List.of());
  }

  static MetricInfo of(MetricSnapshot family, MetricKind kind, List<Double> bounds) {
    MetricMetadata metadata = family.getMetadata();
    String help = metadata.getHelp();
    String unit = metadata.getUnit() == null ? "" : metadata.getUnit().toString();
    return MetricInfo.of(name(family), kind)
        .described(
            kind.unit().isEmpty() ? shortened(unit) : "",
            help == null ? "" : shortened(help),
            bounds.size() > MetricInfo.MAX_BOUNDS ? List.of() : bounds);
  }

  private static String shortened(String text) {
    return text.length() <= MetricInfo.MAX_TEXT ? text : text.substring(0, MetricInfo.MAX_TEXT);
  }

  /** Whether the numbers are seconds, by the unit or the name. */
  static boolean isOfSeconds(MetricSnapshot family) {
    MetricMetadata metadata = family.getMetadata();
    return (metadata.getUnit() != null && metadata.getUnit().toString().equals("seconds"))
        || metadata.getName().endsWith("_seconds");
  }

  /** The labels; one without a value is none, as in Prometheus. */
  static Tags tags(DataPointSnapshot point) {
    Map<String, String> tags = new TreeMap<>();
    for (Label label : point.getLabels()) {
      if (!label.getValue().isEmpty()) {
        tags.put(label.getName(), label.getValue());
      }
    }
    return Tags.of(tags);
  }
}
