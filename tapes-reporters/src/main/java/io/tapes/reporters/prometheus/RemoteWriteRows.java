package io.tapes.reporters.prometheus;

import io.tapes.DistributionValue;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.distribution.Distribution;
import io.tapes.reporters.encoding.ClassicBounds;
import io.tapes.reporters.encoding.ProtoBytes;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a scrape would have of a series: a point for each of its samples, with the labels of all
 * series beside its own.
 *
 * <p>One thread at a time may use an instance.
 */
final class RemoteWriteRows {
  /** A not-a-number by which Prometheus knows that a series has ended. */
  private static final long STALE = 0x7ff0000000000002L;

  private static final String NAME = "__name__";

  /** Takes the points. */
  interface Points {
    /** Takes one; its parts are only good until this returns. */
    void take(
        PrometheusFamily family,
        Map<String, String> labels,
        boolean histogram,
        ProtoBytes point,
        long startMillis);
  }

  private final RemoteWriteHistograms histograms;
  private final Map<String, String> everywhere;
  private final NativeFields natives;
  private final Points out;
  private final ProtoBytes point = new ProtoBytes();
  private long millis;

  RemoteWriteRows(
      RemoteWriteHistograms histograms,
      int nativeSchema,
      Map<String, String> everywhere,
      Points out) {
    this.histograms = histograms;
    this.everywhere = everywhere;
    this.natives = new NativeFields(4, nativeSchema);
    this.out = out;
  }

  /** Sets the time of the points that follow. */
  void at(long newMillis) {
    millis = newMillis;
  }

  private Map<String, String> labels(PrometheusFamily family, Series series) {
    Map<String, String> labels = family.labels(series);
    labels.putAll(everywhere); // which tags cannot be called like: the family has moved those
    return labels;
  }

  /** Writes what a series holds. */
  void write(PrometheusFamily family, Series series) {
    Row row = new Row(family, labels(family, series), series.startMillis());
    if (family.kind == PrometheusKind.SUMMARY) {
      DistributionValue values = series.value().asDistribution();
      row.number("_sum", values.sum());
      row.count("_count", values.total().count());
    } else if (!family.kind.isDistribution()) {
      row.number(family.kind.suffix(), number(family.kind, series.value()));
    } else {
      DistributionValue values = series.value().asDistribution();
      if (histograms.classic()) {
        classic(row, family.bounds(), values);
      }
      if (histograms.natively()) {
        row.histogram(values);
      }
    }
  }

  private static double number(PrometheusKind kind, MetricValue value) {
    return value.<Double, RuntimeException>match(
        sum -> kind.shown(sum).toDouble(),
        level -> level.value(),
        values -> (double) values.total().count());
  }

  private static void classic(Row row, ClassicBounds bounds, DistributionValue of) {
    Distribution values = of.total();
    row.number("_sum", of.sum());
    row.count("_count", values.count());
    long[] counts = bounds.cumulative(values);
    for (int i = 0; i < counts.length; i++) {
      row.bucket(bounds.label(i), counts[i]);
    }
    row.bucket("+Inf", values.count());
  }

  /**
   * Writes that a series has ended.
   *
   * @param goesOn which of its samples, by their names, another series has by now
   */
  void end(PrometheusFamily family, Series series, Predicate<String> goesOn) {
    Row row = new Row(family, labels(family, series), 0);
    if (family.kind.isDistribution()) {
      if (histograms.classic()) {
        end(row, goesOn, "_sum");
        end(row, goesOn, "_count");
        if (!goesOn.test(family.name + "_bucket")) {
          row.endBuckets(family.bounds());
        }
      }
      if (histograms.natively() && !goesOn.test(family.name)) {
        row.endHistogram();
      }
    } else if (family.kind == PrometheusKind.SUMMARY) {
      end(row, goesOn, "_sum");
      end(row, goesOn, "_count");
    } else {
      end(row, goesOn, family.kind.suffix());
    }
  }

  private static void end(Row row, Predicate<String> goesOn, String suffix) {
    if (!goesOn.test(row.family.name + suffix)) {
      row.end(suffix);
    }
  }

  /** The points of one series. */
  private final class Row {
    private final PrometheusFamily family;
    private final Map<String, String> labels;
    private final long startMillis;

    Row(PrometheusFamily family, Map<String, String> labels, long startMillis) {
      this.family = family;
      this.labels = labels;
      boolean counts = family.kind == PrometheusKind.COUNTER || family.kind.ownLabel().length() > 0;
      this.startMillis = counts ? startMillis : 0;
    }

    private void sample(String suffix, long valueBits) {
      point.clear();
      point.fixed64(RemoteWriteMessage.SAMPLE_VALUE, valueBits);
      point.varint(RemoteWriteMessage.SAMPLE_MILLIS, millis);
      labels.put(NAME, family.name + suffix);
      out.take(family, labels, false, point, startMillis);
    }

    void number(String suffix, double value) {
      sample(suffix, Double.doubleToLongBits(value)); // no other not-a-number than the usual one
    }

    void count(String suffix, long count) {
      number(suffix, (double) count); // as Prometheus stores all numbers
    }

    void bucket(String bound, long count) {
      labels.put("le", bound);
      count("_bucket", count);
      labels.remove("le");
    }

    void histogram(DistributionValue values) {
      point.clear();
      point.varint(1, values.total().count());
      point.number(3, values.sum());
      natives.write(values.total(), values.scale(), point);
      point.varint(15, millis);
      labels.put(NAME, family.name);
      out.take(family, labels, true, point, startMillis);
    }

    void end(String suffix) {
      sample(suffix, STALE);
    }

    void endBuckets(ClassicBounds bounds) {
      for (int i = 0; i <= bounds.size(); i++) {
        labels.put("le", i < bounds.size() ? bounds.label(i) : "+Inf");
        end("_bucket");
      }
      labels.remove("le");
    }

    void endHistogram() {
      point.clear();
      point.varint(1, 0);
      point.fixed64(3, STALE);
      point.varint(15, millis);
      labels.put(NAME, family.name);
      out.take(family, labels, true, point, 0);
    }
  }
}
