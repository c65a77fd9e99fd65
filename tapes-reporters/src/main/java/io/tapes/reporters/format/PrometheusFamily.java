package io.tapes.reporters.format;

import io.tapes.MetricValue;
import io.tapes.Series;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A family: its series by the text of their labels. */
final class PrometheusFamily {
  final String name;
  final PrometheusKind kind;

  /** The dotted name that it stands for, the first one where there are several. */
  final String origin;

  private final Map<String, MetricValue> values = new LinkedHashMap<>();

  PrometheusFamily(String name, PrometheusKind kind, String origin) {
    this.name = name;
    this.kind = kind;
    this.origin = origin;
  }

  Map<String, MetricValue> values() {
    return values;
  }

  /** Adds series of one metric; those whose labels stand there already are reported. */
  void add(List<Series> series, List<String> leftOut) {
    for (Series one : series) {
      if (values.putIfAbsent(labels(one), one.value()) != null) {
        leftOut.add(
            "series '"
                + one.id()
                + "' is left out: as Prometheus labels, its tags equal those of another series of"
                + " that metric; rename or fill its tags");
      }
    }
  }

  boolean sharesLabels(List<Series> series) {
    return series.stream().anyMatch(one -> values.containsKey(labels(one)));
  }

  private String labels(Series one) {
    return PrometheusNames.labels(one.tags(), kind.isDistribution() ? "le" : "");
  }
}
