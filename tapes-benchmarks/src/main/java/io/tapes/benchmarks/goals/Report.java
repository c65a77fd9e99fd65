package io.tapes.benchmarks.goals;

import io.tapes.benchmarks.accuracy.AccuracyRow;
import io.tapes.benchmarks.distributed.DistributedFigure;
import io.tapes.benchmarks.memory.MemoryRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** A run as Markdown: the goals, and every figure behind them. */
public final class Report {
  private Report() {}

  /**
   * The whole page.
   *
   * @param results of a run
   * @param machine what it ran on
   * @param command how to repeat it
   * @return Markdown
   */
  public static String markdown(Results results, String machine, String command) {
    StringBuilder page = new StringBuilder();
    page.append("# Performance\n\nMachine: ").append(machine).append("  \nCommand: `");
    page.append(command).append("`\n\n");
    page.append("L is LongAdder.increment, N two System.nanoTime calls, each at the same number");
    page.append(" of threads in the same run. Times are medians at 1 / 2 / 8 threads.\n\n");
    List<Row> rows = Goals.check(results);
    page.append("## Goals\n\n").append(Goals.summary(rows)).append("\n\n");
    page.append(goals(rows).markdown());
    for (String operation : results.operations()) {
      page.append("\n## ").append(operation).append("\n\n");
      page.append(times(results, operation).markdown());
    }
    page.append("\n## Bytes per timer with its name, before / after a snapshot\n\n");
    page.append(memory(results.memory()).markdown());
    page.append("\n## Errors of quantiles in percent, mean / worst\n\n");
    page.append(accuracy(results.accuracy()).markdown());
    page.append("\n## Distributed mode\n\n");
    page.append(distributed(results.distributed()).markdown());
    return page.toString();
  }

  /**
   * The goals as a table.
   *
   * @param rows a line each
   * @return the table
   */
  public static Table goals(List<Row> rows) {
    Table table = new Table("goal", "limit", "measured", "B/op", "best peer", "verdict");
    for (Row row : rows) {
      table.add(
          row.goal(),
          row.limit(),
          row.measured(),
          row.bytes(),
          row.best(),
          row.verdict().toString());
    }
    return table;
  }

  private static Table times(Results results, String operation) {
    boolean slow = results.nanos(operation, Goal.OURS, 1).orElse(0) > 100_000;
    Unit unit = slow ? Unit.MS : Unit.NS;
    Table table = new Table("who", unit.symbol() + "/op", "in L", "B/op");
    for (String peer : results.peers(operation)) {
      OptionalDouble bytes = results.bytes(operation, peer);
      table.add(
          peer,
          SpeedGoal.columns(t -> time(results, unit, operation, peer, t)),
          slow ? "" : SpeedGoal.columns(t -> time(results, Unit.L, operation, peer, t)),
          bytes.isEmpty() ? "" : String.valueOf(Math.round(bytes.getAsDouble())));
    }
    return table;
  }

  private static String time(
      Results results, Unit unit, String operation, String peer, int threads) {
    return unit.format(unit.convert(results.nanos(operation, peer, threads), results, threads));
  }

  private static Table memory(List<MemoryRow> rows) {
    Set<String> stages = new LinkedHashSet<>();
    Set<String> peers = new LinkedHashSet<>();
    rows.forEach(row -> stages.add(row.stage()));
    rows.forEach(row -> peers.add(row.peer()));
    Table table = new Table(header("who", stages));
    for (String peer : peers) {
      List<String> cells = new ArrayList<>(List.of(peer));
      rows.stream()
          .filter(row -> row.peer().equals(peer))
          .forEach(row -> cells.add(row.before() + " / " + row.after()));
      table.add(cells.toArray(String[]::new));
    }
    return table;
  }

  private static Table accuracy(List<AccuracyRow> rows) {
    Set<String> ranks = new LinkedHashSet<>();
    Set<List<String>> lines = new LinkedHashSet<>();
    rows.forEach(row -> ranks.add(row.percentile()));
    rows.forEach(row -> lines.add(List.of(row.stream(), row.peer())));
    List<String> columns = new ArrayList<>(List.of("who"));
    columns.addAll(ranks);
    Table table = new Table(header("stream", columns));
    for (List<String> line : lines) {
      List<String> cells = new ArrayList<>(line);
      rows.stream()
          .filter(row -> List.of(row.stream(), row.peer()).equals(line))
          .forEach(
              row -> cells.add(String.format(Locale.ROOT, "%.2f / %.2f", row.mean(), row.worst())));
      table.add(cells.toArray(String[]::new));
    }
    return table;
  }

  private static Table distributed(List<DistributedFigure> figures) {
    Table table = new Table("what", "measured", "unit");
    for (DistributedFigure figure : figures) {
      String pattern = figure.value() < 100 ? "%.2f" : "%,.0f";
      table.add(figure.name(), String.format(Locale.ROOT, pattern, figure.value()), figure.unit());
    }
    return table;
  }

  private static String[] header(String first, Iterable<String> others) {
    List<String> header = new ArrayList<>(List.of(first));
    others.forEach(header::add);
    return header.toArray(String[]::new);
  }
}
