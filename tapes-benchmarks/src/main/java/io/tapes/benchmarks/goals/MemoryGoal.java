package io.tapes.benchmarks.goals;

import io.tapes.benchmarks.memory.MemoryRow;
import java.util.Comparator;
import java.util.List;

/**
 * Bytes of a timer with its name, whether or not a snapshot was taken.
 *
 * @param stage how much was recorded, as {@link MemoryRow#stage} has it
 * @param limit in bytes
 */
record MemoryGoal(String stage, long limit) implements Goal {
  @Override
  public Row check(Results results) {
    List<MemoryRow> rows =
        results.memory().stream().filter(row -> row.stage().equals(stage)).toList();
    String best =
        rows.stream()
            .filter(row -> row.peer().startsWith("dropwizard") || row.peer().equals("recorder2"))
            .map(row -> row.peer() + " " + row.before() + " / " + row.after())
            .reduce((a, b) -> a + ", " + b)
            .orElse("-");
    return rows.stream()
        .filter(row -> row.peer().equals(OURS))
        .max(Comparator.comparingLong(MemoryRow::after))
        .map(row -> row(row, best))
        .orElseGet(() -> new Row(label(), allowed(), "-", "", best, Verdict.NO_DATA));
  }

  private Row row(MemoryRow ours, String best) {
    double worst = (double) Math.max(ours.before(), ours.after()) / limit;
    return new Row(
        label(), allowed(), ours.before() + " / " + ours.after(), "", best, Verdict.of(worst, 0));
  }

  private String label() {
    return "timer memory, " + stage + ": before / after a snapshot";
  }

  private String allowed() {
    return "≤ " + limit + " B";
  }
}
