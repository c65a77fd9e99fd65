package io.tapes.reporters.prometheus;

import io.tapes.DistributionValue;
import io.tapes.Exemplar;
import io.tapes.Exemplars;
import io.tapes.LevelValue;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.distribution.Distribution;
import io.tapes.distribution.DistributionStatistics;
import io.tapes.reporters.encoding.ClassicBounds;
import io.tapes.reporters.encoding.ProtoBytes;
import io.tapes.reporters.encoding.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Writes families as {@code io.prometheus.client.MetricFamily} messages, each behind its length.
 * Distributions are histograms both native and classic: a server takes those it knows. Field
 * numbers are those of client_model's metrics.proto.
 */
final class PrometheusProtobuf implements PrometheusWriter {
  private final OutputStream out;
  private final NativeFields natives;
  private final ProtoBytes message = new ProtoBytes();
  private final ProtoBytes metric = new ProtoBytes();
  private final ProtoBytes value = new ProtoBytes();
  private final ProtoBytes part = new ProtoBytes();
  private String unit = "";

  PrometheusProtobuf(OutputStream out, int schema) {
    this.out = out;
    this.natives = new NativeFields(5, schema);
  }

  @Override
  public void head(PrometheusFamily family) {
    message.clear();
    message.text(1, family.name + family.kind.suffix());
    message.text(2, Text.wellFormed(family.help()));
    message.varint(3, type(family.kind));
    unit = PrometheusKind.unit(family.info);
  }

  private static int type(PrometheusKind kind) {
    return switch (kind) {
      case COUNTER -> 0;
      case GAUGE, INFO, STATE_SET -> 1;
      case SUMMARY -> 2;
      case HISTOGRAM, TIMER -> 4;
    };
  }

  private void summary(PrometheusFamily family, Series series) {
    DistributionValue of = series.value().asDistribution();
    value.varint(1, of.total().count());
    value.number(2, of.sum());
    boolean none = of.summary().equals(DistributionStatistics.EMPTY);
    for (double quantile : family.form.quantiles()) {
      part.clear();
      part.number(1, quantile);
      part.number(2, none ? Double.NaN : of.recent().quantile(quantile) / of.scale());
      value.message(3, part);
    }
    created(4, series);
    metric.message(4, value);
  }

  /** Since when it counts, as a timestamp. */
  private void created(int field, Series series) {
    if (series.startMillis() > 0) {
      part.clear();
      part.varint(1, series.startMillis() / 1_000);
      part.varint(2, series.startMillis() % 1_000 * 1_000_000);
      value.message(field, part);
    }
  }

  @Override
  public void series(PrometheusFamily family, String labels, Series series) {
    metric.clear();
    for (Map.Entry<String, String> label : family.labels(series).entrySet()) {
      part.clear();
      part.text(1, label.getKey());
      part.text(2, label.getValue());
      metric.message(1, part);
    }
    value.clear();
    switch (family.kind) {
      case COUNTER -> {
        PrometheusExemplars.ofCounter(series.exemplars())
            .ifPresent(newest -> exemplar(value, 2, newest));
        field(3, family.kind, series);
      }
      case GAUGE, INFO, STATE_SET -> field(2, family.kind, series);
      case SUMMARY -> summary(family, series);
      case HISTOGRAM, TIMER -> histogram(family, series);
    }
    message.message(4, metric);
  }

  private void field(int field, PrometheusKind kind, Series series) {
    value.number(1, number(kind, series.value()));
    if (kind == PrometheusKind.COUNTER) {
      created(3, series);
    }
    metric.message(field, value);
  }

  private static double number(PrometheusKind kind, MetricValue value) {
    return value.<Double, RuntimeException>match(
        sum -> kind.shown(sum).toDouble(),
        LevelValue::value,
        values -> (double) values.total().count());
  }

  private void histogram(PrometheusFamily family, Series series) {
    DistributionValue of = series.value().asDistribution();
    Exemplars exemplars = series.exemplars();
    Distribution values = of.total();
    value.varint(1, values.count());
    value.number(2, of.sum());
    if (family.form.classic()) {
      classic(values, family.bounds(), exemplars);
    }
    if (family.form.isNative()) {
      natives.write(values, of.scale(), value);
      for (Exemplar one : exemplars) {
        if (PrometheusExemplars.fits(one)) {
          exemplar(value, 16, one);
        }
      }
    }
    created(15, series);
    metric.message(7, value);
  }

  private void classic(Distribution values, ClassicBounds bounds, Exemplars exemplars) {
    long[] counts = bounds.cumulative(values);
    double below = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < counts.length; i++) {
      double bound = bounds.shown(i);
      classic(counts[i], bound, PrometheusExemplars.ofBucket(exemplars, below, bound));
      below = bound;
    }
    double last = Double.POSITIVE_INFINITY;
    classic(values.count(), last, PrometheusExemplars.ofBucket(exemplars, below, last));
  }

  private void classic(long count, double bound, Optional<Exemplar> newest) {
    part.clear();
    part.varint(1, count);
    part.number(2, bound);
    newest.ifPresent(one -> exemplar(part, 3, one));
    value.message(3, part);
  }

  private static void exemplar(ProtoBytes of, int field, Exemplar one) {
    of.message(field, PrometheusExemplars.message(one));
  }

  @Override
  public void tail(PrometheusFamily family) throws IOException {
    if (!unit.isEmpty()) {
      message.text(5, unit);
    }
    part.clear();
    part.message(message);
    part.writeTo(out);
  }

  @Override
  public void end() {}

  @Override
  public void flush() {}
}
