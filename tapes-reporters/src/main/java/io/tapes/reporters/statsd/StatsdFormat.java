package io.tapes.reporters.statsd;

import io.tapes.DistributionValue;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Rates;
import io.tapes.Series;
import io.tapes.SumValue;
import io.tapes.distribution.Distribution;
import io.tapes.distribution.DistributionStatistics;
import io.tapes.reporters.encoding.LeftOut;
import io.tapes.reporters.encoding.Numbers;
import io.tapes.reporters.format.Fields;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.LineSink;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * StatsD lines under the names of Python tapes: counters and gauges {@code N.value}; meters {@code
 * N.total}, {@code N.m1_rate}, {@code N.m5_rate}, {@code N.m15_rate}; timers the same and {@code
 * N.min}, {@code .max}, {@code .mean}, {@code .stddev}, {@code .q50} to {@code .q999} in
 * milliseconds; histograms as timers without rates, in their own unit.
 *
 * <p>Counts are sent as increases since the value last delivered ({@code |c}; none when nothing
 * happened), so a server never adds them up twice. Everything else is a gauge ({@code |g}): it
 * describes a moment, and a server must not aggregate it again. Up-down counters are gauges too,
 * and of a counter that was decremented the increments are sent. Numbers have no exponent; not a
 * number and infinities are left out.
 *
 * <p>Any thread may use an instance.
 */
public final class StatsdFormat implements LineFormat {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MILLIS_PER_SECOND = 1e3;

  private final String prefix;
  private final StatsdTags tagStyle;
  private final Fields fields;
  private final boolean distributions;

  private StatsdFormat(String prefix, StatsdTags tagStyle, Fields fields, boolean distributions) {
    this.prefix = prefix;
    this.tagStyle = tagStyle;
    this.fields = fields;
    this.distributions = distributions;
  }

  /**
   * Returns a format of all fields.
   *
   * @param prefix what all names begin with, without the dot that follows; empty for nothing
   * @param tags how tags are carried
   * @return the format
   */
  public static StatsdFormat of(String prefix, StatsdTags tags) {
    return of(prefix, tags, Fields.all());
  }

  /**
   * Returns a format of some fields.
   *
   * @param prefix what all names begin with, without the dot that follows; empty for nothing
   * @param tags how tags are carried
   * @param fields what is written of each series, by the names in the nested map: {@code count}
   *     stands for {@code N.total}, {@code m1} for {@code N.m1_rate}
   * @return the format
   */
  public static StatsdFormat of(String prefix, StatsdTags tags, Fields fields) {
    StringBuilder mangled = new StringBuilder();
    StatsdNames.appendMangled(prefix, true, mangled);
    return new StatsdFormat(prefix.isEmpty() ? "" : mangled + ".", tags, fields, false);
  }

  /**
   * Returns the same format with what histograms and timers recorded since the last delivery in
   * place of their fields: as DogStatsD's distributions ({@code |d}), which the server merges over
   * all hosts. Values are known to their bucket, 0.79 % wide; their numbers are exact.
   *
   * @return a format
   */
  public StatsdFormat distributions() {
    return new StatsdFormat(prefix, tagStyle, fields, true);
  }

  @Override
  public void write(Series series, @Nullable MetricValue sent, long wallMillis, LineSink out)
      throws IOException {
    Lines lines = new Lines(name(series), suffix(series), fields, out);
    boolean rated = series.kind().isRated();
    series
        .value()
        .visit(
            sum -> writeSum(series.kind(), sum, sum.sameShape(sent), lines),
            level -> {
              for (Map.Entry<String, Number> field : series.fields().entrySet()) {
                lines.gauge(field.getKey(), "." + field.getKey(), field.getValue());
              }
              if (Double.isInfinite(level.value())) {
                out.leftOut(LeftOut.infinite(series.id()));
              }
            },
            distribution -> {
              DistributionValue before = distribution.sameShape(sent);
              long counted = before == null ? -1 : before.total().count();
              if (distributions && !series.kind().isSummary()) {
                lines.distribution(distribution, before);
              } else if (series.kind().isSummary()) {
                lines.increase("count", ".total", distribution.total().count(), counted);
                double scale = distribution.isDuration() ? MILLIS_PER_SECOND : 1;
                lines.gauge("mean", ".mean", distribution.mean() * scale);
              } else {
                writeDistribution(distribution, counted, rated, lines);
              }
            });
  }

  @Override
  public boolean writesIncreases() {
    return true;
  }

  @Override
  public String identity(Series series) {
    return LeftOut.identity(series, name(series) + suffix(series));
  }

  private String name(Series series) {
    StringBuilder name = new StringBuilder(prefix);
    StatsdNames.appendMangled(series.name(), true, name);
    if (tagStyle == StatsdTags.SEGMENTS) {
      StatsdNames.appendSegments(series.tags(), name);
    }
    return name.toString();
  }

  private String suffix(Series series) {
    return tagStyle == StatsdTags.DOGSTATSD ? StatsdNames.suffix(series.tags()) : "";
  }

  private static void writeSum(MetricKind kind, SumValue sum, @Nullable SumValue sent, Lines lines)
      throws IOException {
    if (!kind.isMonotonic()) {
      lines.gauge("value", ".value", sum.number());
      return;
    }
    SumValue increase = sent == null ? sum : sum.minus(sent);
    String end = kind.isRated() ? ".total" : ".value";
    lines.increase(kind.fields().get(0), end, increase.increased().number(), sent == null);
    if (kind.isRated()) {
      writeRates(sum.rates(), lines);
    }
  }

  private static void writeDistribution(
      DistributionValue values, long before, boolean rated, Lines lines) throws IOException {
    lines.increase("count", ".total", values.total().count(), before);
    if (rated) {
      writeRates(values.rates(), lines);
    }
    writeSummary(
        values.isDuration()
            ? values.recent().summary().dividedBy(NANOS_PER_MILLI)
            : values.summary(),
        lines);
  }

  private static void writeRates(Rates rates, Lines lines) throws IOException {
    lines.gauge("m1", ".m1_rate", rates.m1());
    lines.gauge("m5", ".m5_rate", rates.m5());
    lines.gauge("m15", ".m15_rate", rates.m15());
  }

  private static void writeSummary(DistributionStatistics figures, Lines lines) throws IOException {
    lines.gauge("min", ".min", figures.min());
    lines.gauge("max", ".max", figures.max());
    lines.gauge("mean", ".mean", figures.mean());
    lines.gauge("stddev", ".stddev", figures.stddev());
    lines.gauge("q50", ".q50", figures.q50());
    lines.gauge("q75", ".q75", figures.q75());
    lines.gauge("q95", ".q95", figures.q95());
    lines.gauge("q98", ".q98", figures.q98());
    lines.gauge("q99", ".q99", figures.q99());
    lines.gauge("q999", ".q999", figures.q999());
  }

  /** The lines of one series. */
  private record Lines(String name, String suffix, Fields fields, LineSink out) {
    /** The increase; all of it where nothing was sent (-1) or the recorder was restarted. */
    void increase(String field, String end, long now, long before) throws IOException {
      increase(field, end, before >= 0 && now >= before ? now - before : now, before < 0);
    }

    /** A zero is worth a line only to make the name known. */
    void increase(String field, String end, Number increase, boolean first) throws IOException {
      if (fields.has(field) && (increase.doubleValue() > 0 || first)) {
        out.line(name + end + ":" + Numbers.plain(increase) + "|c" + suffix);
      }
    }

    /** All in one unit: it is delivered whole or not at all. */
    void distribution(DistributionValue now, @Nullable DistributionValue before)
        throws IOException {
      Distribution since = before == null ? now.total() : now.total().minus(before.total());
      String text = StatsdDistributions.lines(name, suffix, since, now);
      if (!text.isEmpty()) {
        out.line(text);
      }
    }

    /** A signed number would change the gauge instead of setting it, so it is set to 0 before. */
    void gauge(String field, String end, Number value) throws IOException {
      if (fields.has(field) && Numbers.isFinite(value)) {
        String number = Numbers.plain(value);
        String start = name + end + ":";
        String set = start + number + "|g" + suffix;
        out.line(number.startsWith("-") ? start + "0|g" + suffix + "\n" + set : set);
      }
    }
  }
}
