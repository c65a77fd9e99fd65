package io.tapes.reporters.prometheus;

import io.tapes.CounterValue;
import io.tapes.Distribution;
import io.tapes.GaugeValue;
import io.tapes.HistogramValue;
import io.tapes.MeterValue;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.TimerValue;
import io.tapes.reporters.encoding.ClassicBounds;
import io.tapes.reporters.encoding.Numbers;
import io.tapes.reporters.encoding.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes families as lines: the text format, or OpenMetrics. */
final class PrometheusText implements PrometheusWriter {
  /** What is gathered before it is encoded, about: appending is cheap, calling a stream is not. */
  private static final int FULL = 1 << 13;

  private final OutputStream target;
  private final boolean openMetrics;
  private final StringBuilder out = new StringBuilder(2 * FULL);

  PrometheusText(OutputStream target, boolean openMetrics) {
    this.target = target;
    this.openMetrics = openMetrics;
  }

  @Override
  public void head(PrometheusFamily family) {
    // Only the text format puts the samples' suffix of a counter here.
    boolean suffixed = family.kind == PrometheusKind.COUNTER && !openMetrics;
    String name = PrometheusLabels.name(suffixed ? family.name + "_total" : family.name);
    if (openMetrics) {
      type(family, name);
      if (family.kind == PrometheusKind.TIMER) {
        out.append("# UNIT ").append(name).append(" seconds\n");
      }
      help(family, name);
    } else {
      help(family, name);
      type(family, name);
    }
  }

  private void type(PrometheusFamily family, String name) {
    out.append("# TYPE ").append(name).append(' ').append(family.kind.type()).append('\n');
  }

  private void help(PrometheusFamily family, String name) {
    out.append("# HELP ").append(name).append(' ');
    PrometheusLabels.escape(Text.wellFormed(family.origin), openMetrics, out);
    out.append('\n');
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
      number(sample(family, suffix, labels, ""), value).append('\n');
    }
    if (out.length() >= FULL) {
      encode();
    }
  }

  @Override
  public void tail(PrometheusFamily family) {}

  @Override
  public void end() {
    if (openMetrics) {
      out.append("# EOF\n");
    }
  }

  @Override
  public void flush() throws IOException {
    encode();
    target.flush();
  }

  /** Between two lines, so that no character is cut in half. */
  private void encode() throws IOException {
    target.write(out.toString().getBytes(StandardCharsets.UTF_8));
    out.setLength(0);
  }

  private void distribution(
      PrometheusFamily family, String labels, Distribution values, String sum) {
    ClassicBounds bounds = family.kind.bounds();
    long[] counts = bounds.cumulative(values);
    int start = out.length();
    sample(family, "_bucket", labels, "le=\"");
    String beforeBound = out.substring(start, out.length() - "\"} ".length());
    out.setLength(start);
    for (int i = 0; i < bounds.size(); i++) {
      out.append(beforeBound).append(bounds.label(i)).append("\"} ").append(counts[i]).append('\n');
    }
    long count = values.count();
    out.append(beforeBound).append("+Inf\"} ").append(count).append('\n');
    sample(family, "_sum", labels, "").append(sum).append('\n');
    sample(family, "_count", labels, "").append(count).append('\n');
  }

  /**
   * Appends a line up to its number.
   *
   * @param bound the beginning of one more label, which is ended here; empty for none
   */
  private StringBuilder sample(
      PrometheusFamily family, String suffix, String labels, String bound) {
    boolean plain = PrometheusNaming.isPlain(family.name);
    if (plain) {
      out.append(family.name).append(suffix);
    }
    if (!plain || !labels.isEmpty() || !bound.isEmpty()) {
      out.append('{');
      if (!plain) { // a name in quotation marks stands among the labels
        out.append(PrometheusLabels.name(family.name + suffix));
        out.append(labels.isEmpty() && bound.isEmpty() ? "" : ",");
      }
      out.append(labels).append(labels.isEmpty() || bound.isEmpty() ? "" : ",");
      out.append(bound).append(bound.isEmpty() ? "}" : "\"}");
    }
    return out.append(' ');
  }

  private static StringBuilder number(StringBuilder out, MetricValue value) {
    if (value instanceof CounterValue counter) {
      return out.append(counter.value());
    }
    if (value instanceof MeterValue meter) {
      return out.append(meter.count());
    }
    double gauge = ((GaugeValue) value).value();
    return out.append(
        Double.isInfinite(gauge) ? (gauge > 0 ? "+Inf" : "-Inf") : Numbers.shortest(gauge));
  }
}
