package io.tapes.reporters.console;

import io.tapes.CounterValue;
import io.tapes.GaugeValue;
import io.tapes.HistogramValue;
import io.tapes.MeterValue;
import io.tapes.MetricType;
import io.tapes.MetricValue;
import io.tapes.Rates;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.Summary;
import io.tapes.TimerValue;
import io.tapes.reporters.encoding.Text;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

/**
 * A snapshot as tables for people: one for each type of instrument, columns aligned, numbers
 * rounded and with their units. Not meant to be read by programs.
 *
 * <p>Any thread may use an instance.
 */
public final class TableFormat {
  private static final TableFormat PLAIN = new TableFormat(true, true);
  private static final List<String> RATES = List.of("1m rate", "5m rate", "15m rate");
  private static final List<String> FIGURES =
      List.of("min", "mean", "q50", "q75", "q95", "q99", "q999", "max");

  private final boolean micro;
  private final boolean infinity;

  private TableFormat(boolean micro, boolean infinity) {
    this.micro = micro;
    this.infinity = infinity;
  }

  /**
   * Tables of plain characters, without colours.
   *
   * @return always the same instance
   */
  public static TableFormat plain() {
    return PLAIN;
  }

  /**
   * Tables whose units and signs a character set can encode: {@code us} and {@code inf}, where it
   * has neither µ nor ∞.
   *
   * @param charset what the table will be encoded in
   * @return a format
   */
  public static TableFormat plain(Charset charset) {
    if (!charset.canEncode()) {
      return new TableFormat(false, false);
    }
    CharsetEncoder encoder = charset.newEncoder();
    return new TableFormat(encoder.canEncode('µ'), encoder.canEncode('∞'));
  }

  /**
   * Writes a snapshot.
   *
   * @param snapshot what to write
   * @param out where to
   * @throws IOException from {@code out}
   */
  public void write(Snapshot snapshot, Appendable out) throws IOException {
    int size = snapshot.series().size();
    out.append(Instant.ofEpochMilli(snapshot.wallMillis()).toString())
        .append("  ")
        .append(size + " series\n");
    Map<MetricType, List<Series>> byType = new EnumMap<>(MetricType.class);
    for (Series series : snapshot.series()) {
      byType.computeIfAbsent(series.value().type(), type -> new ArrayList<>()).add(series);
    }
    for (Map.Entry<MetricType, List<Series>> group : byType.entrySet()) {
      out.append('\n');
      Columns table = new Columns(head(group.getKey()));
      for (Series series : group.getValue()) {
        List<String> row = new ArrayList<>();
        row.add(Text.printable(series.id().toString()));
        cells(series.value()).forEach(cell -> row.add(encodable(cell)));
        table.row(row);
      }
      table.write(out);
    }
  }

  private String encodable(String cell) {
    String text = micro ? cell : cell.replace('µ', 'u');
    return infinity ? text : text.replace("∞", "inf");
  }

  private static List<String> head(MetricType type) {
    return switch (type) {
      case COUNTER, GAUGE -> List.of(type + "s", "value");
      case METER -> join(List.of("meters", "count"), RATES);
      case HISTOGRAM -> join(List.of("histograms", "count"), FIGURES);
      case TIMER -> join(join(List.of("timers", "count"), RATES), FIGURES);
    };
  }

  private static List<String> cells(MetricValue value) {
    if (value instanceof CounterValue counter) {
      return List.of(Long.toString(counter.value()));
    }
    if (value instanceof GaugeValue gauge) {
      return List.of(HumanNumbers.number(gauge.value()));
    }
    if (value instanceof MeterValue meter) {
      return join(List.of(Long.toString(meter.count())), rates(meter.rates()));
    }
    if (value instanceof HistogramValue histogram) {
      return join(
          List.of(Long.toString(histogram.total().count())),
          figures(histogram.summary(), HumanNumbers::number));
    }
    TimerValue timer = (TimerValue) value;
    return join(
        join(List.of(Long.toString(timer.total().count())), rates(timer.rates())),
        figures(timer.summary(), HumanNumbers::seconds));
  }

  private static List<String> rates(Rates rates) {
    return Stream.of(rates.m1(), rates.m5(), rates.m15()).map(HumanNumbers::perSecond).toList();
  }

  private static List<String> figures(Summary s, DoubleFunction<String> unit) {
    return Stream.of(s.min(), s.mean(), s.q50(), s.q75(), s.q95(), s.q99(), s.q999(), s.max())
        .map(unit::apply)
        .toList();
  }

  private static List<String> join(List<String> a, List<String> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }
}
