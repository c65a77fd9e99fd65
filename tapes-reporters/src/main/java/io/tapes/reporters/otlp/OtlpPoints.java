package io.tapes.reporters.otlp;

import io.tapes.CounterValue;
import io.tapes.Distribution;
import io.tapes.GaugeValue;
import io.tapes.HistogramValue;
import io.tapes.MeterValue;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.Tags;
import io.tapes.TimerValue;
import io.tapes.reporters.encoding.ProtoBytes;
import io.tapes.reporters.encoding.Text;
import java.util.Set;
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
  private static final int EXPONENTIAL = 10;

  private final OtlpTemporality temporality;
  private final OtlpHistograms histograms;
  private final long wallMillis;
  private final Set<String> wentDown;

  private ProtoBytes metrics = new ProtoBytes();
  private final ProtoBytes data = new ProtoBytes();
  private final ProtoBytes point = new ProtoBytes();
  private String name = "";
  private int kind;
  private boolean timer;
  private long count;

  OtlpPoints(
      OtlpTemporality temporality,
      OtlpHistograms histograms,
      long wallMillis,
      Set<String> wentDown) {
    this.temporality = temporality;
    this.histograms = histograms;
    this.wallMillis = wallMillis;
    this.wentDown = wentDown;
  }

  int size() {
    return metrics.size() + data.size();
  }

  long count() {
    return count;
  }

  /** The metrics so far; the next ones begin anew. */
  ProtoBytes take() {
    end();
    ProtoBytes taken = metrics;
    metrics = new ProtoBytes();
    name = "";
    count = 0;
    return taken;
  }

  /** Whether a series is cumulative in any case: what goes down has no meaningful increase. */
  boolean isTotal(Series series) {
    boolean counts = series.value() instanceof CounterValue || series.value() instanceof MeterValue;
    return counts && wentDown.contains(series.name());
  }

  /**
   * Adds a series.
   *
   * @param sent what to write the difference to; null for everything
   */
  void add(Series series, @Nullable MetricValue sent, long startMillis) {
    MetricValue now = series.value();
    if (now instanceof GaugeValue gauge) {
      if (!Double.isNaN(gauge.value())) {
        begin(series, GAUGE, 7, startMillis);
        point.number(4, gauge.value());
        endPoint();
      }
      return;
    }
    boolean news = sent == null || sent.type() != now.type();
    MetricValue value = news || sent == null ? now : now.minus(sent);
    if (value instanceof CounterValue counter) {
      sum(series, counter.value(), startMillis, news || counter.value() > 0);
    } else if (value instanceof MeterValue meter) {
      sum(series, meter.count(), startMillis, news || meter.count() > 0);
    } else if (value instanceof HistogramValue histogram) {
      distribution(series, histogram.total(), 1, startMillis, news);
    } else if (value instanceof TimerValue durations) {
      distribution(series, durations.total(), TimerValue.NANOS_PER_SECOND, startMillis, news);
    }
  }

  private void sum(Series series, long value, long startMillis, boolean news) {
    if (news) {
      begin(series, SUM, 7, startMillis);
      point.fixed64(6, value);
      endPoint();
    }
  }

  private void distribution(
      Series series, Distribution values, double recordedPerUnit, long startMillis, boolean news) {
    if (!news && values.count() == 0) {
      return;
    }
    boolean exponential = histograms == OtlpHistograms.EXPONENTIAL;
    begin(series, exponential ? EXPONENTIAL : HISTOGRAM, exponential ? 1 : 9, startMillis);
    OtlpBuckets.write(values, recordedPerUnit, exponential, point);
    endPoint();
  }

  /** Begins a point, and a metric where this series belongs to another one than the last. */
  private void begin(Series series, int newKind, int attributes, long startMillis) {
    boolean isTimer = series.value() instanceof TimerValue;
    if (!series.name().equals(name) || newKind != kind || isTimer != timer) {
      end();
      name = series.name();
      kind = newKind;
      timer = isTimer;
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
    if (kind != GAUGE) {
      boolean falling = kind == SUM && wentDown.contains(name); // its series are totals
      boolean delta = temporality == OtlpTemporality.DELTA && !falling;
      data.varint(2, delta ? DELTA : CUMULATIVE);
      if (kind == SUM && !falling) {
        data.varint(3, 1);
      }
    }
    ProtoBytes metric = new ProtoBytes();
    metric.text(1, Text.wellFormed(name));
    if (timer) {
      metric.text(3, "s");
    }
    metric.message(kind, data);
    metrics.message(2, metric);
    data.clear();
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
