package io.tapes.reporters.prometheus;

import io.tapes.MetricInfo;
import io.tapes.Series;
import io.tapes.reporters.encoding.ClassicBounds;
import io.tapes.reporters.encoding.LeftOut;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A family: its series by the text of their labels. */
final class PrometheusFamily {
  final String name;
  final PrometheusKind kind;

  /** The dotted name that it stands for, the first one where there are several. */
  final String origin;

  /** What is said of the metric. */
  final MetricInfo info;

  /** How a distribution is shown. */
  final HistogramForms.Form form;

  private final PrometheusNaming naming;
  private final ClassicBounds bounds;

  private final Set<String> takenLabels;
  private final Map<String, Series> series = new LinkedHashMap<>(1);

  PrometheusFamily(String name, PrometheusKind kind, MetricInfo info, PrometheusSettings settings) {
    this.name = name;
    this.kind = kind;
    this.origin = info.name();
    this.info = info;
    this.bounds = ClassicBounds.of(info);
    this.form = settings.forms().of(origin);
    this.naming = settings.naming();
    this.takenLabels = settings.taken().labels();
  }

  /** The sentence for people: what was said of the metric, or else its dotted name. */
  String help() {
    return info.description().isEmpty() ? origin : info.description();
  }

  /** The upper bounds of a distribution's classic buckets. */
  ClassicBounds bounds() {
    return bounds;
  }

  Map<String, Series> series() {
    return series;
  }

  /** The labels of a series of this family. */
  Map<String, String> labels(Series one) {
    return PrometheusLabels.of(one.tags(), kind.ownLabel(), takenLabels, naming);
  }

  /** Adds series of one metric; those whose labels stand there already are reported. */
  void add(List<Series> more, List<String> leftOut) {
    for (Series one : more) {
      if (series.putIfAbsent(text(one), one) != null) {
        leftOut.add(
            "series '"
                + LeftOut.shown(one.id())
                + "' is left out: as Prometheus labels, its tags equal those of another series of"
                + " that metric; rename or fill its tags");
      }
    }
  }

  boolean sharesLabels(List<Series> more) {
    return more.stream().anyMatch(one -> series.containsKey(text(one)));
  }

  private String text(Series one) {
    return one.tags().isEmpty() ? "" : PrometheusLabels.text(labels(one));
  }
}
