package io.tapes.benchmarks.goals;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Operations that cost in one surrounding what they cost in another.
 *
 * @param label what is asked for
 * @param operations the benchmarks
 * @param plain who does the same in the plain surrounding
 * @param limit in times of it
 */
record SameCostGoal(String label, List<String> operations, String plain, double limit)
    implements Goal {
  /** How one operation compares at one number of threads. */
  private record Ratio(String operation, double value) {}

  @Override
  public Row check(Results results) {
    List<Ratio> worst = THREADS.stream().map(threads -> worst(results, threads)).toList();
    return new Row(
        label,
        "≤ " + limit + " × plain",
        SpeedGoal.columns(threads -> described(worst.get(THREADS.indexOf(threads)))),
        "",
        "-",
        Verdict.of(worst.stream().mapToDouble(Ratio::value).max().orElse(Double.NaN) / limit, 0));
  }

  /** NaN if one is missing, which is above every number. */
  private Ratio worst(Results results, int threads) {
    return operations.stream()
        .map(operation -> new Ratio(operation, ratio(results, operation, threads)))
        .max(Comparator.comparingDouble(Ratio::value))
        .orElse(new Ratio("", Double.NaN));
  }

  private double ratio(Results results, String operation, int threads) {
    OptionalDouble ours = results.nanos(operation, OURS, threads);
    OptionalDouble other = results.nanos(operation, plain, threads);
    return ours.isEmpty() || other.isEmpty()
        ? Double.NaN
        : ours.getAsDouble() / other.getAsDouble();
  }

  private static String described(Ratio ratio) {
    return Double.isNaN(ratio.value)
        ? "-"
        : ratio.operation.replaceFirst(".*\\.", "") + " " + Unit.L.format(ratio.value);
  }
}
