package io.tapes.reporters.prometheus;

import io.tapes.Aggregation;
import io.tapes.MetricInfo;
import io.tapes.Series;
import io.tapes.SumValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a series is to Prometheus, and the sample names that a family of that kind claims. */
enum PrometheusKind {
  COUNTER("", "_total", "_created"),
  GAUGE(""),
  HISTOGRAM("", "_bucket", "_sum", "_count", "_created"),
  TIMER("", "_bucket", "_sum", "_count", "_created");

  private static final String[] SAMPLE_SUFFIXES = {
    "_total", "_bucket", "_sum", "_count", "_created"
  };

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> suffixes;

  PrometheusKind(String... suffixes) {
    this.suffixes = List.of(suffixes);
  }

  /**
   * What goes up and down was declared so, and is a gauge. Of a meter only the count is shown: the
   * server computes rates over any window, and averages of averages mislead. A sum that forgets no
   * process and is called a total is a counter with fractions, such as {@code
   * process.cpu.seconds.total}.
   */
  static PrometheusKind of(Series series) {
    return series
        .value()
        .match(
            sum -> series.kind().isMonotonic() ? COUNTER : GAUGE,
            level -> isTotal(series, level.value()) ? COUNTER : GAUGE,
            values -> values.isDuration() ? TIMER : HISTOGRAM);
  }

  private static boolean isTotal(Series series, double value) {
    return series.info().aggregation() == Aggregation.SUM
        && value >= 0
        && value <= Double.MAX_VALUE
        && (series.name().endsWith(".total") || series.name().endsWith("_total"));
  }

  /**
   * The family name of a metric: without {@code _total}, which the samples add, and with its unit,
   * as OpenMetrics wants it.
   */
  String family(MetricInfo info, PrometheusNaming naming) {
    String name = naming.metric(info.name());
    if (this == COUNTER && name.endsWith("_total") && name.length() > 6) {
      name = name.substring(0, name.length() - 6);
    }
    String unit = unit(info);
    return unit.isEmpty() || name.endsWith("_" + unit) ? name : name + "_" + unit;
  }

  /** The unit as a part of names. */
  static String unit(MetricInfo info) {
    return info.unit().isEmpty() ? "" : PrometheusNaming.UNDERSCORES.metric(info.unit());
  }

  /** Every name that a family might show in one of the two formats. */
  List<String> claims(String family) {
    return suffixes.stream().map(suffix -> family + suffix).toList();
  }

  /** A name without the suffix of a sample; null if it does not end with one. */
  static @Nullable String unsuffixed(String name) {
    for (String suffix : SAMPLE_SUFFIXES) {
      if (name.endsWith(suffix)) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return null;
  }

  boolean isDistribution() {
    return this == HISTOGRAM || this == TIMER;
  }

  /** What is shown of a sum: of one that only goes up, what was added. */
  SumValue shown(SumValue sum) {
    return this == COUNTER ? sum.increased() : sum;
  }

  /** The word after TYPE. */
  String type() {
    return isDistribution() ? "histogram" : name().toLowerCase(Locale.ROOT);
  }
}
