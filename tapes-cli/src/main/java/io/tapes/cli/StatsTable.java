package io.tapes.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The series of one source as a table: the application's first, tagged ones below, the largest
 * first, self-metrics last. It remembers the last amounts to show what happens per second. For one
 * thread.
 */
final class StatsTable {
  private static final int COUNT_WIDTH = 13;
  private static final int COUNT_ROOM = COUNT_WIDTH - 2;
  private static final int FIGURE_WIDTH = 9;
  private static final int FIGURE_ROOM = FIGURE_WIDTH - 2;
  private static final int FIGURES_WIDTH = COUNT_WIDTH + 4 * FIGURE_WIDTH;
  private static final int NARROWEST_NAME = 12;
  private static final double MILLI = 1e-3;

  private static final Comparator<StatsRow> ORDER =
      Comparator.comparing(StatsRow::isSelfMetric)
          .thenComparing(row -> !row.tags().isEmpty())
          .thenComparing(row -> row.tags().isEmpty() ? 0 : -row.amount())
          .thenComparing(StatsRow::title);

  private Map<String, Double> before = Map.of();
  private long beforeNanos;
  private Map<String, Double> perSecond = Map.of();

  /** Takes the next state, whose differences to the last one are shown per second. */
  List<StatsRow> next(Map<?, ?> stats, long nanos) {
    List<StatsRow> rows = StatsRow.of(stats).stream().sorted(ORDER).toList();
    Map<String, Double> now = new HashMap<>();
    Map<String, Double> rates = new HashMap<>();
    double seconds = (nanos - beforeNanos) / 1e9;
    for (StatsRow row : rows) {
      now.put(row.title(), row.amount());
      Double last = before.get(row.title());
      if (last != null && seconds > 0) {
        rates.put(row.title(), (row.amount() - last) / seconds);
      }
    }
    before = now;
    beforeNanos = nanos;
    perSecond = rates;
    return rows;
  }

  /** The rows as lines of at most so many columns; what exceeds so many lines is only counted. */
  List<String> lines(List<StatsRow> rows, int columns, int mostLines) {
    int width = Math.max(NARROWEST_NAME, Math.min(columns - FIGURES_WIDTH, longestTitle(rows)));
    List<String> lines = new ArrayList<>();
    lines.add(line(width, "", "count", "per s", "median", "p99", "max"));
    int shown = rows.size() < mostLines ? rows.size() : Math.max(0, mostLines - 2);
    for (StatsRow row : rows.subList(0, shown)) {
      lines.add(line(width, row));
    }
    if (shown < rows.size()) {
      lines.add("(" + (rows.size() - shown) + " more series)");
    }
    return lines;
  }

  private static int longestTitle(List<StatsRow> rows) {
    return rows.stream().mapToInt(row -> row.title().length()).max().orElse(0);
  }

  private String line(int width, StatsRow row) {
    Double rate = perSecond.get(row.title());
    return line(
        width,
        row.title(),
        number(row.amount(), COUNT_ROOM),
        rate == null ? "" : number(rate, FIGURE_ROOM),
        figure(row, "q50"),
        figure(row, "q99"),
        figure(row, "max"));
  }

  private static String line(
      int width, String title, String amount, String rate, String q50, String q99, String max) {
    String name = title.length() <= width ? title : title.substring(0, width - 2) + "..";
    return (pad(name, -width)
            + pad(amount, COUNT_WIDTH)
            + pad(rate, FIGURE_WIDTH)
            + pad(q50, FIGURE_WIDTH)
            + pad(q99, FIGURE_WIDTH)
            + pad(max, FIGURE_WIDTH))
        .stripTrailing();
  }

  private static String pad(String text, int width) {
    String blanks = " ".repeat(Math.max(0, Math.abs(width) - text.length()));
    return width < 0 ? text + blanks : blanks + text;
  }

  private static String figure(StatsRow row, String field) {
    return row.number(field)
        .map(value -> row.isTimer() ? seconds(value) : number(value, FIGURE_ROOM))
        .orElse("");
  }

  /** A number with all its digits where there is room for them, else in thousands, millions … */
  static String number(double value, int room) {
    double size = Math.abs(value);
    boolean whole = value == Math.rint(value) || size >= 1000;
    String digits =
        String.format(Locale.ROOT, whole ? "%,.0f" : size < 10 ? "%.2f" : "%.1f", value);
    if (digits.length() <= room) {
      return digits;
    }
    if (size >= 999e18) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    String units = "kMGTPE";
    int unit = -1;
    for (; size >= 999.5; size /= 1000) {
      unit++;
    }
    String format = size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, Math.copySign(size, value))
        + (unit < 0 ? "" : units.charAt(unit));
  }

  /** Seconds in the unit that reads best. */
  static String seconds(double value) {
    if (value >= 1) {
      return scaled(value, "s");
    }
    if (value >= MILLI) {
      return scaled(value * 1e3, "ms");
    }
    return value >= 1e-6 ? scaled(value * 1e6, "us") : scaled(value * 1e9, "ns");
  }

  private static String scaled(double value, String unit) {
    String format = value >= 100 || value == 0 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value) + unit;
  }
}
