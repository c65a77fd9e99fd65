package io.tapes.reporters.prometheus;

import io.tapes.Aggregation;
import io.tapes.DistributionValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Series;
import io.tapes.SumValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a series is to Prometheus, and the sample names that a family of that kind claims. */
enum PrometheusKind {
  COUNTER("", "_total", "_created"),
  GAUGE(""),
  INFO("", "_info"),
  STATE_SET(""),
  HISTOGRAM("", "_bucket", "_sum", "_count", "_created"),
  TIMER("", "_bucket", "_sum", "_count", "_created"),
  SUMMARY("", "_sum", "_count", "_created");

  private static final String[] SAMPLE_SUFFIXES = {
    "_total", "_bucket", "_sum", "_count", "_created", "_info"
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
   *
   * @param summary whether distributions are to be summaries
   */
  static PrometheusKind of(Series series, boolean summary) {
    return series
        .value()
        .match(
            sum -> series.kind().isMonotonic() ? COUNTER : GAUGE,
            level -> of(series, level.value()),
            values -> ofDistribution(summary || series.info().isSummary(), values));
  }

  private static PrometheusKind ofDistribution(boolean summary, DistributionValue values) {
    return summary ? SUMMARY : values.isDuration() ? TIMER : HISTOGRAM;
  }

  /** A state set of several processes that has other numbers is a gauge; so are its siblings. */
  private static PrometheusKind of(Series series, double value) {
    return switch (series.kind()) {
      case INFO -> INFO;
      case STATE_SET -> value == 0 || value == 1 ? STATE_SET : GAUGE;
      default -> isTotal(series, value) ? COUNTER : GAUGE;
    };
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
    if (naming.isReversible()) {
      String whole = naming.escaped(family(info, PrometheusNaming.UTF_8) + suffix(), ':');
      return whole.substring(0, whole.length() - suffix().length());
    }
    // The states of a set stand under a label of its name, which has a smaller alphabet.
    String name = this == STATE_SET ? naming.label(info.name()) : naming.metric(info.name());
    String suffix = suffix();
    if (!suffix.isEmpty() && name.endsWith(suffix) && name.length() > suffix.length()) {
      name = name.substring(0, name.length() - suffix.length());
    }
    String unit = unit(info);
    return unit.isEmpty() || name.endsWith("_" + unit) ? name : name + "_" + unit;
  }

  /** What follows the name of the family in the name of its one sample. */
  String suffix() {
    return this == COUNTER ? "_total" : this == INFO ? "_info" : "";
  }

  /** The unit as a part of names. */
  static String unit(MetricInfo info) {
    boolean hasNone = info.kind() == MetricKind.INFO || info.kind() == MetricKind.STATE_SET;
    return hasNone || info.unit().isEmpty() ? "" : PrometheusNaming.UNDERSCORES.metric(info.unit());
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

  /** The label that its samples have of their own; empty for none. */
  String ownLabel() {
    return isDistribution() ? "le" : this == SUMMARY ? "quantile" : "";
  }

  /** Whether it says since when it counts. */
  boolean hasStart() {
    return suffixes.contains("_created");
  }

  boolean isDistribution() {
    return this == HISTOGRAM || this == TIMER;
  }

  /** What is shown of a sum: of one that only goes up, what was added. */
  SumValue shown(SumValue sum) {
    return this == COUNTER ? sum.increased() : sum;
  }

  /** The word after TYPE; only OpenMetrics has one for infos and state sets. */
  String type(boolean openMetrics) {
    return switch (this) {
      case HISTOGRAM, TIMER -> "histogram";
      case INFO -> openMetrics ? "info" : "gauge";
      case STATE_SET -> openMetrics ? "stateset" : "gauge";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }
}
