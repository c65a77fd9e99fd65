package io.tapes.benchmarks.goals;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * A time per operation, and what it may allocate.
 *
 * @param label what is asked for
 * @param operation the benchmark
 * @param ours our method in it
 * @param unit of the limits
 * @param limits at 1, 2 and 8 threads; fewer where the others do not count
 * @param maxBytes per operation, negative when they do not count
 */
record SpeedGoal(
    String label, String operation, String ours, Unit unit, List<Double> limits, int maxBytes)
    implements Goal {
  @Override
  public Row check(Results results) {
    OptionalDouble bytes = results.bytes(operation, ours);
    double excess = maxBytes < 0 ? 0 : bytes.orElse(0) - maxBytes;
    return new Row(
        label,
        allowed(),
        columns(threads -> unit.format(converted(results, ours, threads))),
        bytes.isEmpty() ? "" : String.valueOf(Math.round(bytes.getAsDouble())),
        columns(threads -> best(results, operation, unit, threads)),
        Verdict.of(worst(results), excess));
  }

  private String allowed() {
    DoubleStream shown =
        limits.stream().mapToDouble(d -> d).distinct(); // three equal limits are shown once
    return "≤ "
        + shown.mapToObj(unit::format).collect(Collectors.joining(" / "))
        + " "
        + unit.symbol()
        + (maxBytes < 0 ? "" : ", " + maxBytes + " B");
  }

  private double worst(Results results) {
    double worst = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < limits.size(); i++) {
      // NaN where nothing was measured, and then NaN stays.
      double value = converted(results, ours, THREADS.get(i)).orElse(Double.NaN);
      worst = Math.max(worst, value / limits.get(i));
    }
    return worst;
  }

  private OptionalDouble converted(Results results, String peer, int threads) {
    return converted(results, operation, unit, peer, threads);
  }

  private static OptionalDouble converted(
      Results results, String operation, Unit unit, String peer, int threads) {
    return unit.convert(results.nanos(operation, peer, threads), results, threads);
  }

  /** The fastest peer and its time, a dash if there is none. */
  static String best(Results results, String operation, Unit unit, int threads) {
    ToDoubleFunction<String> time =
        peer -> converted(results, operation, unit, peer, threads).orElse(Double.NaN);
    return results.peers(operation).stream()
        .filter(Goal::isPeer)
        .filter(peer -> !Double.isNaN(time.applyAsDouble(peer)))
        .min(Comparator.comparingDouble(time))
        .map(peer -> peer + " " + unit.format(time.applyAsDouble(peer)))
        .orElse("-");
  }

  /** One text per number of threads; only the first where the others were not run. */
  static String columns(IntFunction<String> column) {
    List<String> texts = THREADS.stream().map(column::apply).toList();
    boolean single = texts.subList(1, texts.size()).stream().allMatch("-"::equals);
    return single ? texts.get(0) : String.join(" / ", texts);
  }
}
