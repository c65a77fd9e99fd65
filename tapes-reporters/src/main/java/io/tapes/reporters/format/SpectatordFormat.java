package io.tapes.reporters.format;

import io.tapes.CounterValue;
import io.tapes.Distribution;
import io.tapes.GaugeValue;
import io.tapes.HistogramValue;
import io.tapes.MeterValue;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.TimerValue;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines for spectatord, the agent of Netflix' Atlas.
 *
 * <p>Counters and meters are increases ({@code c:name,k=v:5}), gauges and decremented counters are
 * gauges; one that becomes unknown (not a number) is withdrawn. What the agent makes of the single
 * values of a timer or a histogram, this format has counted already: increases of {@code
 * statistic=count}, {@code totalTime} in seconds (or {@code totalAmount}), {@code totalOfSquares}
 * and the buckets of {@code percentile}, and the {@code max} since the last report. Count and total
 * are exact; squares, maximum and percentiles are so within 0.8 %.
 *
 * <p>Any thread may use an instance.
 */
public final class SpectatordFormat implements LineFormat {
  private static final double NANOS_PER_SECOND = TimerValue.NANOS_PER_SECOND;

  private final String prefix;
  private final String gauge;
  private final boolean percentiles;

  private SpectatordFormat(String prefix, String gauge, boolean percentiles) {
    this.prefix = prefix.isEmpty() ? "" : prefix + ".";
    this.gauge = gauge;
    this.percentiles = percentiles;
  }

  /**
   * A format.
   *
   * @param prefix what all names begin with, without the dot that follows; empty for nothing
   * @param gaugeTtl how long the agent keeps a gauge that is not set again; 15 minutes is usual
   * @param percentiles whether timers and histograms have percentiles
   * @return the format
   * @throws IllegalArgumentException if the time is shorter than 5 seconds, which the agent refuses
   */
  public static SpectatordFormat of(String prefix, Duration gaugeTtl, boolean percentiles) {
    if (gaugeTtl.compareTo(Duration.ofSeconds(5)) < 0) {
      throw new IllegalArgumentException(
          "time to live " + gaugeTtl + " of gauges is shorter than 5 s; keep them for longer");
    }
    return new SpectatordFormat(prefix, "g," + gaugeTtl.toSeconds() + ":", percentiles);
  }

  @Override
  public void write(Series series, @Nullable MetricValue sent, long wallMillis, LineSink out)
      throws IOException {
    MetricValue now = series.value();
    MetricValue value = sent != null && sent.type() == now.type() ? now.minus(sent) : now;
    if (now instanceof CounterValue counter && (counter.decremented() || counter.value() < 0)) {
      out.line(gauge + id(series, "") + ":" + counter.value());
    } else if (now instanceof GaugeValue current) {
      gauge(series, current.value(), sent, out);
    } else if (value instanceof CounterValue counter) {
      counter(series, counter.value(), out);
    } else if (value instanceof MeterValue meter) {
      counter(series, meter.count(), out);
    } else if (value instanceof TimerValue timer) {
      distribution(series, timer.total(), NANOS_PER_SECOND, out);
    } else if (value instanceof HistogramValue histogram) {
      distribution(series, histogram.total(), 1, out);
    }
  }

  private String id(Series series, String statistic) {
    return SpectatordNames.id(prefix + series.name(), series.tags(), statistic);
  }

  private void gauge(Series series, double value, @Nullable MetricValue sent, LineSink out)
      throws IOException {
    if (Double.isFinite(value)) {
      out.line(gauge + id(series, "") + ":" + Numbers.plain(value));
    } else if (sent instanceof GaugeValue before && Double.isFinite(before.value())) {
      out.line(gauge + id(series, "") + ":NaN");
    }
  }

  private void counter(Series series, long increase, LineSink out) throws IOException {
    if (increase > 0) {
      out.line("c:" + id(series, "") + ":" + increase);
    }
  }

  /** One unit, so that it arrives as a whole or not at all. */
  private void distribution(Series series, Distribution news, double unit, LineSink out)
      throws IOException {
    if (news.count() == 0) {
      return;
    }
    boolean timer = unit == NANOS_PER_SECOND;
    StringBuilder lines = new StringBuilder();
    lines.append("c:").append(id(series, "count")).append(':').append(news.count());
    String total = id(series, timer ? "totalTime" : "totalAmount");
    double sum = Numbers.unsigned(news.sum()) / unit;
    append(lines, "c:", total, sum);
    append(lines, "c:", id(series, "totalOfSquares"), squares(news, unit));
    append(lines, "m:", id(series, "max"), news.max() / unit);
    if (percentiles) {
      String id = id(series, "percentile") + ",percentile=" + (timer ? "T" : "D");
      for (Map.Entry<Integer, Long> one : PercentileBuckets.counts(news).entrySet()) {
        lines.append("\nc:").append(id);
        lines
            .append(String.format(Locale.ROOT, "%04X", one.getKey()))
            .append(':')
            .append(one.getValue());
      }
    }
    out.line(lines.toString());
  }

  private static void append(StringBuilder lines, String type, String id, double value) {
    lines.append('\n').append(type).append(id).append(':').append(Numbers.plain(value));
  }

  private static double squares(Distribution values, double unit) {
    double squares = 0;
    for (int i = 0; i < values.bucketCount(); i++) {
      double middle = PercentileBuckets.middle(values.bucketIndex(i)) / unit;
      squares += values.bucketValues(i) * middle * middle;
    }
    return squares;
  }
}
