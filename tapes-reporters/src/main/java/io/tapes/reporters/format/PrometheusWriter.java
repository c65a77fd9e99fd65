package io.tapes.reporters.format;

import io.tapes.CounterValue;
import io.tapes.Distribution;
import io.tapes.GaugeValue;
import io.tapes.HistogramValue;
import io.tapes.MeterValue;
import io.tapes.MetricValue;
import io.tapes.TimerValue;
import java.io.IOException;
import java.util.Map;

/** Writes families one after the other. */
final class PrometheusWriter {
  private final Appendable out;
  private final boolean openMetrics;

  PrometheusWriter(Appendable out, boolean openMetrics) {
    this.out = out;
    this.openMetrics = openMetrics;
  }

  void write(PrometheusFamily family) throws IOException {
    head(family);
    for (Map.Entry<String, MetricValue> series : family.values().entrySet()) {
      String labels = series.getKey();
      MetricValue value = series.getValue();
      if (value instanceof HistogramValue histogram) {
        long sum = histogram.total().sum();
        distribution(family, labels, histogram.total(), Long.toUnsignedString(sum));
      } else if (value instanceof TimerValue timer) {
        distribution(family, labels, timer.total(), Numbers.secondsOfNanos(timer.total().sum()));
      } else {
        String suffix = family.kind == PrometheusKind.COUNTER ? "_total" : "";
        sample(family.name, suffix, labels, number(value));
      }
    }
  }

  private void head(PrometheusFamily family) throws IOException {
    // Only the text format puts the samples' suffix of a counter here.
    boolean suffixed = family.kind == PrometheusKind.COUNTER && !openMetrics;
    String name = suffixed ? family.name + "_total" : family.name;
    StringBuilder help = new StringBuilder();
    PrometheusNames.escape(Text.wellFormed(family.origin), openMetrics, help);
    if (openMetrics) {
      line("# TYPE ", name, " ", family.kind.type());
      if (family.kind == PrometheusKind.TIMER) {
        line("# UNIT ", name, " seconds");
      }
      line("# HELP ", name, " ", help);
    } else {
      line("# HELP ", name, " ", help);
      line("# TYPE ", name, " ", family.kind.type());
    }
  }

  private void distribution(PrometheusFamily family, String labels, Distribution values, String sum)
      throws IOException {
    ClassicBounds bounds =
        family.kind == PrometheusKind.TIMER ? ClassicBounds.TIMER : ClassicBounds.HISTOGRAM;
    long[] counts = bounds.cumulative(values);
    String others = labels.isEmpty() ? "" : labels + ",";
    for (int i = 0; i < bounds.size(); i++) {
      String le = others + "le=\"" + bounds.label(i) + "\"";
      sample(family.name, "_bucket", le, Long.toString(counts[i]));
    }
    String count = Long.toString(values.count());
    sample(family.name, "_bucket", others + "le=\"+Inf\"", count);
    sample(family.name, "_sum", labels, sum);
    sample(family.name, "_count", labels, count);
  }

  private void sample(String family, String suffix, String labels, String value)
      throws IOException {
    out.append(family).append(suffix);
    if (!labels.isEmpty()) {
      out.append('{').append(labels).append('}');
    }
    out.append(' ').append(value).append('\n');
  }

  private void line(CharSequence... parts) throws IOException {
    for (CharSequence part : parts) {
      out.append(part);
    }
    out.append('\n');
  }

  private static String number(MetricValue value) {
    if (value instanceof CounterValue counter) {
      return Long.toString(counter.value());
    }
    if (value instanceof MeterValue meter) {
      return Long.toString(meter.count());
    }
    double gauge = ((GaugeValue) value).value();
    return Double.isInfinite(gauge) ? (gauge > 0 ? "+Inf" : "-Inf") : Numbers.shortest(gauge);
  }
}
