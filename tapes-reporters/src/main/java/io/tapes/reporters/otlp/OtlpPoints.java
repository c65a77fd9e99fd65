package io.tapes.reporters.otlp;

import io.tapes.DistributionValue;
import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Shape;
import io.tapes.SumValue;
import io.tapes.Tags;
import io.tapes.reporters.encoding.ClassicBounds;
import io.tapes.reporters.encoding.ProtoBytes;
import io.tapes.reporters.encoding.Text;
import io.tapes.reporters.format.ExportBounds;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the metrics of a request together: neighbours of one name and kind are one metric. */
final class OtlpPoints {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int DELTA = 1;
  private static final int CUMULATIVE = 2;

  /** The kinds of metrics, by the number of their field in a metric. */
  private static final int GAUGE = 5;

  private static final int SUM = 7;
  private static final int HISTOGRAM = 9;
  private static final int SUMMARY = 11;
  private static final int EXPONENTIAL = 10;

  private final OtlpTemporality temporality;
  private final OtlpHistograms histograms;
  private final ExportBounds bounds;
  private final long wallMillis;

  /** Gauges that are a field of a series each: in their order, those of one name are neighbours. */
  private final SortedMap<SeriesId, Series> parts = new TreeMap<>();

  private ProtoBytes metrics = new ProtoBytes();
  private final ProtoBytes data = new ProtoBytes();
  private final ProtoBytes point = new ProtoBytes();
  private String name = "";
  private int kind;
  private @Nullable MetricInfo info;
  private long count;

  OtlpPoints(
      OtlpTemporality temporality,
      OtlpHistograms histograms,
      ExportBounds bounds,
      long wallMillis) {
    this.temporality = temporality;
    this.histograms = histograms;
    this.bounds = bounds;
    this.wallMillis = wallMillis;
  }

  int size() {
    return metrics.size() + data.size();
  }

  long count() {
    return count + parts.size();
  }

  /** The metrics so far; the next ones start from nothing. */
  ProtoBytes take() {
    parts.values().forEach(this::level);
    parts.clear();
    end();
    ProtoBytes taken = metrics;
    metrics = new ProtoBytes();
    info = null;
    count = 0;
    return taken;
  }

  /** Whether a series is cumulative in any case: what goes down has no meaningful increase. */
  boolean isTotal(Series series) {
    return isTotal(series.kind());
  }

  private static boolean isTotal(MetricKind kind) {
    return kind.isSummary() || (kind.shape() == Shape.SUM && !kind.isMonotonic());
  }

  /**
   * Adds a series.
   *
   * @param sent what to write the difference to; null for everything
   */
  void add(Series series, @Nullable MetricValue sent, long startMillis) {
    MetricValue now = series.value();
    boolean news = sent == null || sent.shape() != now.shape();
    MetricValue value = news || sent == null ? now : now.minus(sent);
    value.visit(
        sum -> sum(series, isTotal(series) ? sum : sum.increased(), startMillis, news),
        level -> {
          Series shown = series.withValue(level);
          List<Series> all = shown.parts();
          if (all.size() == 1) {
            level(shown);
          } else {
            all.forEach(part -> parts.put(part.id(), part));
          }
        },
        distribution -> distribution(series, distribution, startMillis, news));
  }

  private void level(Series series) {
    double value = series.value().asLevel().value();
    if (!Double.isNaN(value)) {
      begin(series, GAUGE, 7, 0);
      point.number(4, value);
      endPoint();
    }
  }

  private void sum(Series series, SumValue sum, long startMillis, boolean news) {
    if (news || sum.toDouble() > 0) {
      begin(series, SUM, 7, startMillis);
      if (sum.isWhole()) {
        point.fixed64(6, sum.value());
      } else {
        point.number(4, sum.toDouble());
      }
      OtlpExemplars.write(series.exemplars(), 5, startMillis, sum.isWhole(), point);
      endPoint();
    }
  }

  private void distribution(
      Series series, DistributionValue values, long startMillis, boolean news) {
    if (!news && values.total().count() == 0) {
      return;
    }
    if (series.kind().isSummary()) {
      begin(series, SUMMARY, 7, startMillis);
      point.fixed64(4, values.total().count());
      point.number(5, values.sum());
      endPoint();
      return;
    }
    boolean exponential = histograms == OtlpHistograms.EXPONENTIAL;
    begin(series, exponential ? EXPONENTIAL : HISTOGRAM, exponential ? 1 : 9, startMillis);
    OtlpBuckets.write(
        values, exponential ? null : ClassicBounds.of(bounds.apply(series.info())), point);
    OtlpExemplars.write(series.exemplars(), exponential ? 11 : 8, startMillis, false, point);
    endPoint();
  }

  /** Begins a point, and a metric where this series belongs to another one than the last. */
  private void begin(Series series, int newKind, int attributes, long startMillis) {
    MetricInfo before = info;
    if (before == null || newKind != kind || !before.isSameMetricAs(series.info())) {
      end();
      name = series.name();
      kind = newKind;
      info = series.info();
    }
    Tags tags = series.tags();
    for (int i = 0; i < tags.size(); i++) {
      point.message(attributes, attribute(tags.key(i), tags.value(i)));
    }
    if (newKind != GAUGE) {
      // A wall clock that was set back must not make a point that ends before it begins.
      point.fixed64(2, Math.min(startMillis, wallMillis - 1) * NANOS_PER_MILLI);
    }
    point.fixed64(3, wallMillis * NANOS_PER_MILLI);
  }

  private void endPoint() {
    data.message(1, point);
    point.clear();
    count++;
  }

  /** Ends the metric that was begun, if any. */
  private void end() {
    if (data.size() == 0) {
      return;
    }
    MetricInfo said = info;
    if (kind != GAUGE && kind != SUMMARY) {
      boolean falling = kind == SUM && said != null && isTotal(said.kind());
      boolean delta = temporality == OtlpTemporality.DELTA && !falling;
      data.varint(2, delta ? DELTA : CUMULATIVE);
      if (kind == SUM && !falling) {
        data.varint(3, 1);
      }
    }
    ProtoBytes metric = new ProtoBytes();
    metric.text(1, Text.wellFormed(name));
    if (said != null) {
      text(metric, 2, said.description());
      text(metric, 3, OtlpUnits.code(said.unit()));
    }
    metric.message(kind, data);
    metrics.message(2, metric);
    data.clear();
  }

  private static void text(ProtoBytes metric, int field, String text) {
    if (!text.isEmpty()) {
      metric.text(field, Text.wellFormed(text));
    }
  }

  static ProtoBytes attribute(String key, String value) {
    ProtoBytes any = new ProtoBytes();
    any.text(1, Text.value(value));
    ProtoBytes attribute = new ProtoBytes();
    attribute.text(1, Text.value(key));
    attribute.message(2, any);
    return attribute;
  }
}
