package io.tapes.reporters.console;

import io.tapes.DistributionValue;
import io.tapes.MetricKind;
import io.tapes.Rates;
import io.tapes.Series;
import io.tapes.Shape;
import io.tapes.Snapshot;
import io.tapes.SumValue;
import io.tapes.distribution.DistributionStatistics;
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
    Map<MetricKind, List<Series>> byKind = new EnumMap<>(MetricKind.class);
    for (Series series : snapshot.series()) {
      byKind.computeIfAbsent(series.kind(), kind -> new ArrayList<>()).add(series);
    }
    for (Map.Entry<MetricKind, List<Series>> group : byKind.entrySet()) {
      out.append('\n');
      Columns table = new Columns(head(group.getKey()));
      for (Series series : group.getValue()) {
        List<String> row = new ArrayList<>();
        row.add(Text.printable(series.id().toString()));
        cells(series).forEach(cell -> row.add(encodable(cell)));
        table.row(row);
      }
      table.write(out);
    }
  }

  private String encodable(String cell) {
    String text = micro ? cell : cell.replace('µ', 'u');
    return infinity ? text : text.replace("∞", "inf");
  }

  private static List<String> head(MetricKind kind) {
    List<String> head = new ArrayList<>(List.of(kind.toString().replace('_', ' ') + "s"));
    if (kind.shape() == Shape.LEVEL) {
      head.addAll(kind.fields());
      return head;
    }
    head.add(kind.fields().get(0));
    if (kind.isRated()) {
      head.addAll(RATES);
    }
    if (kind.isSummary()) {
      head.addAll(kind.fields().subList(1, kind.fields().size()));
    } else if (kind.shape() == Shape.DISTRIBUTION) {
      head.addAll(FIGURES);
    }
    return head;
  }

  private static List<String> cells(Series series) {
    boolean rated = series.kind().isRated();
    return series
        .value()
        .<List<String>, RuntimeException>match(
            sum -> join(List.of(number(sum)), rates(rated, sum.rates())),
            level -> level(series),
            values ->
                series.kind().isSummary()
                    ? summary(values)
                    : join(
                        join(
                            List.of(Long.toString(values.total().count())),
                            rates(rated, values.rates())),
                        figures(
                            values.summary(),
                            values.isDuration() ? HumanNumbers::seconds : HumanNumbers::number)));
  }

  private static List<String> summary(DistributionValue values) {
    DoubleFunction<String> shown =
        values.isDuration() ? HumanNumbers::seconds : HumanNumbers::number;
    return List.of(
        Long.toString(values.total().count()),
        shown.apply(values.sum()),
        shown.apply(values.mean()));
  }

  private static String number(SumValue sum) {
    return sum.isWhole() ? Long.toString(sum.value()) : HumanNumbers.number(sum.toDouble());
  }

  private static List<String> level(Series series) {
    boolean seconds = series.kind() == MetricKind.AGE_GAUGE;
    List<String> cells = new ArrayList<>();
    for (Series part : series.parts()) {
      double value = part.value().asLevel().value();
      boolean time = seconds || part.info().unit().equals("seconds");
      cells.add(time ? HumanNumbers.seconds(value) : HumanNumbers.number(value));
    }
    return cells;
  }

  private static List<String> rates(boolean rated, Rates rates) {
    return rated ? rates(rates) : List.of();
  }

  private static List<String> rates(Rates rates) {
    return Stream.of(rates.m1(), rates.m5(), rates.m15()).map(HumanNumbers::perSecond).toList();
  }

  private static List<String> figures(DistributionStatistics s, DoubleFunction<String> unit) {
    return Stream.of(s.min(), s.mean(), s.q50(), s.q75(), s.q95(), s.q99(), s.q999(), s.max())
        .map(unit::apply)
        .toList();
  }

  private static List<String> join(List<String> a, List<String> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }
}
