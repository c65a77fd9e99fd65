package io.tapes.reporters.spectatord;

import io.tapes.Elapsed;
import io.tapes.LevelValue;
import io.tapes.MetricKind;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SumValue;
import io.tapes.reporters.encoding.AtlasNames;
import io.tapes.reporters.encoding.LeftOut;
import io.tapes.reporters.encoding.Numbers;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.LineSink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines for spectatord, the agent of Netflix' Atlas.
 *
 * <p>Counters and meters are increases ({@code c:name,k=v:5}), gauges and up-down counters are
 * gauges. A gauge is sent with every report, so that its time to live begins again, and withdrawn
 * when its series is removed or its value becomes unknown (not a number). What the agent makes of
 * the single values of a timer or a histogram, this format has counted already: increases of {@code
 * statistic=count}, {@code totalTime} in seconds (or {@code totalAmount}), {@code totalOfSquares}
 * and the buckets of {@code percentile}, and the {@code max} since the last report. Counts are
 * exact, totals as far as a double is, squares, maximum and percentiles within 0.8 %. The agent
 * computes in doubles: whole numbers are exact there up to 2^53.
 *
 * <p>The keys {@code statistic}, {@code percentile} and {@code name}, which the agent sets itself,
 * get an underscore behind them. Left out are infinite gauges, and what Atlas does not take: names
 * of more than 255 characters, keys of more than 60, values of more than 120, more than 20 tags.
 *
 * <p>Any thread may use an instance.
 */
public final class SpectatordFormat implements LineFormat {
  private final String prefix;
  private final String gauge;
  private final SpectatordDistributions distributions;

  private SpectatordFormat(String prefix, String gauge, boolean percentiles) {
    this.prefix = prefix.isEmpty() ? "" : prefix + ".";
    this.gauge = gauge;
    this.distributions = new SpectatordDistributions(percentiles);
  }

  /**
   * Returns a format.
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
    String refusal = AtlasNames.refusal(prefix + series.name(), series.tags());
    if (!refusal.isEmpty()) {
      out.leftOut(LeftOut.of(series.id(), refusal));
      return;
    }
    String id = id(series);
    MetricValue value = sent != null && sent.shape() == now.shape() ? now.minus(sent) : now;
    if (isGauge(series)) {
      gauge(series, id, sent, out);
      return;
    }
    value.visit(
        sum -> counter(id, sum.increased(), out),
        level -> {}, // is a gauge
        values -> distributions.write(id, values, series.kind().isSummary(), out));
    if (sent != null) { // behind what carries the increase
      withdraw(series, sent, out);
    }
  }

  @Override
  public boolean writesIncreases() {
    return true;
  }

  @Override
  public String identity(Series series) {
    String kind = isGauge(series) ? "g " : "c ";
    return kind + AtlasNames.identity(prefix + series.name(), series.tags());
  }

  @Override
  public void withdraw(Series gone, LineSink out) throws IOException {
    withdraw(gone, gone.value(), out);
  }

  private void withdraw(Series series, MetricValue sent, LineSink out) throws IOException {
    if (isGauge(series, sent)
        && series.kind() != MetricKind.MAX_GAUGE // the agent forgets a maximum by itself
        && series.kind() != MetricKind.AGE_GAUGE // the agent keeps an age whatever it is told
        && Double.isFinite(number(sent))
        && AtlasNames.refusal(prefix + series.name(), series.tags()).isEmpty()) {
      if (series.kind() == MetricKind.LONG_TASK_TIMER) {
        for (String statistic : List.of("activeTasks", "duration", "max")) {
          out.line(gauge + id(series) + ",statistic=" + statistic + ":NaN");
        }
        return;
      }
      out.line(gauge + id(series) + ":NaN");
    }
  }

  private static boolean isGauge(Series series) {
    return isGauge(series, series.value());
  }

  /** Whether a value of the series, perhaps an earlier one, is that of a gauge. */
  private static boolean isGauge(Series series, MetricValue value) {
    return value.match(sum -> !series.kind().isMonotonic(), level -> true, values -> false);
  }

  private static double number(MetricValue gauge) {
    return gauge.<Double, RuntimeException>match(
        SumValue::toDouble, LevelValue::value, values -> Double.NaN);
  }

  private String id(Series series) {
    return AtlasNames.id(prefix + series.name(), series.tags());
  }

  private void gauge(Series series, String id, @Nullable MetricValue sent, LineSink out)
      throws IOException {
    series
        .value()
        .visit(
            sum -> out.line(gauge + id + ":" + Numbers.plain(sum.number())),
            level -> {
              if (series.kind() == MetricKind.MAX_GAUGE) {
                maximum(id, level.value(), out);
              } else if (level.basis() instanceof Elapsed clocks) {
                elapsed(series.kind(), id, clocks, out);
              } else {
                level(series, id, level.value(), sent, out);
              }
            },
            values -> {}); // is no gauge
  }

  /** The agent takes the maximum of an interval, and forgets it with that. */
  private static void maximum(String id, double value, LineSink out) throws IOException {
    if (Double.isFinite(value)) {
      out.line("m:" + id + ":" + Numbers.plain(value));
    }
  }

  /** The agent computes an age itself; of active tasks it is told what Spectator's own tell. */
  private void elapsed(MetricKind kind, String id, Elapsed clocks, LineSink out)
      throws IOException {
    if (kind == MetricKind.AGE_GAUGE) {
      out.line("A:" + id + ":" + Numbers.plain(clocks.earliestMillis() / 1e3));
      return;
    }
    String start = gauge + id + ",statistic=";
    out.line(start + "activeTasks:" + clocks.clocks());
    out.line(start + "duration:" + Numbers.plain(clocks.seconds()));
    out.line(start + "max:" + Numbers.plain(clocks.longestSeconds()));
  }

  private void level(
      Series series, String id, double level, @Nullable MetricValue sent, LineSink out)
      throws IOException {
    if (Double.isFinite(level)) {
      out.line(gauge + id + ":" + Numbers.plain(level));
      return;
    }
    if (Double.isInfinite(level)) {
      out.leftOut(LeftOut.infinite(series.id()));
    } else if (sent == null) {
      out.leftOut(LeftOut.of(series.id(), "its value is not a number; set one"));
    }
    if (sent != null) {
      withdraw(series, sent, out);
    }
  }

  private static void counter(String id, SumValue increase, LineSink out) throws IOException {
    if (increase.toDouble() > 0) {
      out.line("c:" + id + ":" + Numbers.plain(increase.number()));
    }
  }
}
