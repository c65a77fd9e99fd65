package io.tapes.reporters.prometheus;

import io.tapes.Aggregation;
import io.tapes.CounterValue;
import io.tapes.GaugeValue;
import io.tapes.HistogramValue;
import io.tapes.MeterValue;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.TimerValue;
import io.tapes.reporters.encoding.ClassicBounds;
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
   * A counter that ever went down is a gauge. Of a meter only the count is shown: the server
   * computes rates over any window, and averages of averages mislead. A sum that forgets no process
   * and is called a total is a counter with fractions, such as {@code process.cpu.seconds.total}.
   */
  static PrometheusKind of(Series series) {
    MetricValue value = series.value();
    if (value instanceof GaugeValue gauge
        && gauge.aggregation() == Aggregation.SUM
        && gauge.value() >= 0
        && gauge.value() <= Double.MAX_VALUE
        && (series.name().endsWith(".total") || series.name().endsWith("_total"))) {
      return COUNTER;
    }
    if (value instanceof CounterValue counter) {
      return counter.decremented() || counter.value() < 0 ? GAUGE : COUNTER;
    }
    if (value instanceof MeterValue) {
      return COUNTER;
    }
    if (value instanceof HistogramValue) {
      return HISTOGRAM;
    }
    return value instanceof TimerValue ? TIMER : GAUGE;
  }

  /** The family name of a metric: without {@code _total}, which the samples add. */
  String family(String dotted, PrometheusNaming naming) {
    String name = naming.metric(dotted);
    return switch (this) {
      case COUNTER ->
          name.endsWith("_total") && name.length() > 6
              ? name.substring(0, name.length() - 6)
              : name;
      case TIMER -> name.endsWith("_seconds") ? name : name + "_seconds";
      case GAUGE, HISTOGRAM -> name;
    };
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

  /** The upper bounds of a distribution's classic buckets. */
  ClassicBounds bounds() {
    return this == TIMER ? ClassicBounds.TIMER : ClassicBounds.HISTOGRAM;
  }

  /** The word after TYPE. */
  String type() {
    return isDistribution() ? "histogram" : name().toLowerCase(Locale.ROOT);
  }
}
