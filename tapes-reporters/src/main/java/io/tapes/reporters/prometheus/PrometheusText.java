package io.tapes.reporters.prometheus;

import io.tapes.DistributionValue;
import io.tapes.Exemplars;
import io.tapes.Series;
import io.tapes.SumValue;
import io.tapes.distribution.Distribution;
import io.tapes.distribution.DistributionStatistics;
import io.tapes.reporters.encoding.ClassicBounds;
import io.tapes.reporters.encoding.Numbers;
import io.tapes.reporters.encoding.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes families as lines: the text format, or OpenMetrics. */
final class PrometheusText implements PrometheusWriter {
  /** What is gathered before it is encoded, about: appending is cheap, calling a stream is not. */
  private static final int FULL = 1 << 13;

  private final OutputStream target;
  private final boolean openMetrics;
  private final boolean created;
  private final StringBuilder out = new StringBuilder(2 * FULL);

  PrometheusText(OutputStream target, boolean openMetrics, boolean created) {
    this.target = target;
    this.openMetrics = openMetrics;
    this.created = created;
  }

  @Override
  public void head(PrometheusFamily family) {
    // Only the text format puts the samples' suffix of a counter or an info here.
    String suffix = openMetrics ? "" : family.kind.suffix();
    String name = PrometheusLabels.metric(family.name + suffix);
    if (openMetrics) {
      type(family, name);
      String unit = PrometheusKind.unit(family.info);
      if (!unit.isEmpty()) {
        out.append("# UNIT ").append(name).append(' ').append(unit).append('\n');
      }
      help(family, name);
    } else {
      help(family, name);
      type(family, name);
    }
  }

  private void type(PrometheusFamily family, String name) {
    out.append("# TYPE ")
        .append(name)
        .append(' ')
        .append(family.kind.type(openMetrics))
        .append('\n');
  }

  private void help(PrometheusFamily family, String name) {
    out.append("# HELP ").append(name).append(' ');
    PrometheusLabels.escape(Text.wellFormed(family.help()), openMetrics, out);
    out.append('\n');
  }

  @Override
  public void series(PrometheusFamily family, String labels, Series series) throws IOException {
    series
        .value()
        .visit(
            sum -> sum(family, labels, sum, series.exemplars()),
            level ->
                number(family, labels).append(PrometheusNumbers.shown(level.value())).append('\n'),
            values -> distribution(family, labels, values, series.exemplars()));
    if (openMetrics && created && family.kind.hasStart()) {
      created(family, labels, series);
    }
    encodeIfFull();
  }

  private void encodeIfFull() throws IOException {
    if (out.length() >= FULL) {
      encode();
    }
  }

  private void created(PrometheusFamily family, String labels, Series series) {
    if (series.startMillis() > 0) {
      String seconds =
          BigDecimal.valueOf(series.startMillis(), 3).stripTrailingZeros().toPlainString();
      sample(family, "_created", labels, "").append(seconds).append('\n');
    }
  }

  /** The text format has no samples that say since when a series counts, but it has gauges. */
  @Override
  public void tail(PrometheusFamily family) throws IOException {
    if (openMetrics || !created || !family.kind.hasStart()) {
      return;
    }
    String name = PrometheusLabels.metric(family.name + "_created");
    boolean first = true;
    for (Map.Entry<String, Series> series : family.series().entrySet()) {
      if (first && series.getValue().startMillis() > 0) {
        out.append("# HELP ").append(name).append(" Since when it counts\n# TYPE ");
        out.append(name).append(" gauge\n");
        first = false;
      }
      created(family, series.getKey(), series.getValue());
      encodeIfFull();
    }
  }

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

  private void sum(PrometheusFamily family, String labels, SumValue sum, Exemplars exemplars) {
    number(family, labels).append(PrometheusNumbers.shown(family.kind.shown(sum)));
    if (openMetrics && family.kind == PrometheusKind.COUNTER) {
      PrometheusExemplars.ofCounter(exemplars)
          .ifPresent(newest -> PrometheusExemplars.append(newest, out));
    }
    out.append('\n');
  }

  private void distribution(
      PrometheusFamily family, String labels, DistributionValue values, Exemplars exemplars) {
    boolean summary = family.kind == PrometheusKind.SUMMARY;
    // A sum that may fall is no counter: OpenMetrics wants it left out.
    boolean sum = !openMetrics || values.total().minKey() >= 0;
    if (summary) {
      quantiles(family, labels, values);
    } else {
      Exemplars shown = openMetrics ? exemplars : Exemplars.none();
      buckets(family, labels, values.total(), family.bounds(), shown);
      sum &= !openMetrics || !family.bounds().hasNegative();
    }
    if (sum) {
      sample(family, "_sum", labels, "").append(PrometheusNumbers.shownSum(values)).append('\n');
    }
    if (sum || summary) { // beside buckets there is no count without a sum
      sample(family, "_count", labels, "").append(values.total().count()).append('\n');
    }
  }

  private void quantiles(PrometheusFamily family, String labels, DistributionValue values) {
    boolean none =
        family.form.quantiles().isEmpty() || values.summary().equals(DistributionStatistics.EMPTY);
    for (double quantile : family.form.quantiles()) {
      double value = none ? Double.NaN : values.recent().quantile(quantile) / values.scale();
      if (!openMetrics || !(value < 0)) {
        sample(family, "", labels, "quantile=\"" + Numbers.bound(quantile))
            .append(PrometheusNumbers.shown(value))
            .append('\n');
      }
    }
  }

  private void buckets(
      PrometheusFamily family,
      String labels,
      Distribution values,
      ClassicBounds bounds,
      Exemplars exemplars) {
    long[] counts = bounds.cumulative(values);
    int start = out.length();
    sample(family, "_bucket", labels, "le=\"");
    String beforeBound = out.substring(start, out.length() - "\"} ".length());
    out.setLength(start);
    double below = Double.NEGATIVE_INFINITY;
    for (int i = 0; family.form.classic() && i < bounds.size(); i++) {
      out.append(beforeBound).append(bounds.label(i)).append("\"} ").append(counts[i]);
      double bound = exemplars.isEmpty() ? 0 : bounds.shown(i);
      endBucket(exemplars, below, bound);
      below = bound;
    }
    out.append(beforeBound).append("+Inf\"} ").append(values.count());
    endBucket(exemplars, below, Double.POSITIVE_INFINITY);
  }

  private void endBucket(Exemplars exemplars, double above, double upTo) {
    PrometheusExemplars.ofBucket(exemplars, above, upTo)
        .ifPresent(newest -> PrometheusExemplars.append(newest, out));
    out.append('\n');
  }

  /**
   * Appends a line up to its number.
   *
   * @param bound the beginning of one more label, which is ended here; empty for none
   */
  private StringBuilder sample(
      PrometheusFamily family, String suffix, String labels, String bound) {
    boolean plain = PrometheusNaming.isPlainMetric(family.name);
    if (plain) {
      out.append(family.name).append(suffix);
    }
    if (!plain || !labels.isEmpty() || !bound.isEmpty()) {
      out.append('{');
      if (!plain) { // a name in quotation marks stands among the labels
        out.append(PrometheusLabels.metric(family.name + suffix));
        out.append(labels.isEmpty() && bound.isEmpty() ? "" : ",");
      }
      out.append(labels).append(labels.isEmpty() || bound.isEmpty() ? "" : ",");
      out.append(bound).append(bound.isEmpty() ? "}" : "\"}");
    }
    return out.append(' ');
  }

  private StringBuilder number(PrometheusFamily family, String labels) {
    return sample(family, family.kind.suffix(), labels, "");
  }
}
