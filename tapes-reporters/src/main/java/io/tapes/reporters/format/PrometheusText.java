package io.tapes.reporters.format;

import io.tapes.CounterValue;
import io.tapes.Distribution;
import io.tapes.GaugeValue;
import io.tapes.HistogramValue;
import io.tapes.MeterValue;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.TimerValue;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes families as lines: the text format, or OpenMetrics. */
final class PrometheusText implements PrometheusWriter {
  private final Writer out;
  private final boolean openMetrics;

  PrometheusText(OutputStream out, boolean openMetrics) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.openMetrics = openMetrics;
  }

  @Override
  public void head(PrometheusFamily family) throws IOException {
    // Only the text format puts the samples' suffix of a counter here.
    boolean suffixed = family.kind == PrometheusKind.COUNTER && !openMetrics;
    String name = PrometheusLabels.name(suffixed ? family.name + "_total" : family.name);
    StringBuilder help = new StringBuilder();
    PrometheusLabels.escape(Text.wellFormed(family.origin), openMetrics, help);
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

  @Override
  public void series(PrometheusFamily family, String labels, Series series) throws IOException {
    MetricValue value = series.value();
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

  @Override
  public void tail(PrometheusFamily family) {}

  @Override
  public void end() throws IOException {
    if (openMetrics) {
      out.append("# EOF\n");
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  private void distribution(PrometheusFamily family, String labels, Distribution values, String sum)
      throws IOException {
    ClassicBounds bounds = ClassicBounds.of(family.kind);
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
    if (PrometheusNaming.isPlain(family)) {
      out.append(family).append(suffix);
      if (!labels.isEmpty()) {
        out.append('{').append(labels).append('}');
      }
    } else { // a name in quotation marks stands among the labels
      out.append('{').append(PrometheusLabels.name(family + suffix));
      out.append(labels.isEmpty() ? "" : ",").append(labels).append('}');
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
