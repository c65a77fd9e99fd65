package io.tapes.benchmarks.goals;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Being faster than every peer at every number of threads.
 *
 * @param label what is asked for
 * @param operation the benchmark
 */
record LeadGoal(String label, String operation) implements Goal {
  @Override
  public Row check(Results results) {
    double worst = Double.NEGATIVE_INFINITY;
    List<String> ahead = new ArrayList<>();
    for (int threads : THREADS) {
      OptionalDouble ours = results.nanos(operation, OURS, threads);
      String best = best(results, threads);
      double ratio =
          ours.isEmpty() || best.isEmpty()
              ? Double.NaN
              : ours.getAsDouble() / time(results, best, threads);
      worst = Math.max(worst, ratio);
      ahead.add(Double.isNaN(ratio) ? "-" : Unit.L.format(ratio));
    }
    return new Row(
        label,
        "≤ 1 × best peer",
        String.join(" / ", ahead),
        "",
        SpeedGoal.columns(threads -> described(results, threads)),
        Verdict.of(worst, 0));
  }

  private String described(Results results, int threads) {
    String best = best(results, threads);
    return best.isEmpty() ? "-" : best + " " + Unit.NS.format(time(results, best, threads)) + " ns";
  }

  private double time(Results results, String peer, int threads) {
    return results.nanos(operation, peer, threads).orElse(Double.NaN);
  }

  /** The fastest peer, empty when none was run. */
  private String best(Results results, int threads) {
    return results.peers(operation).stream()
        .filter(Goal::isPeer)
        .filter(peer -> results.nanos(operation, peer, threads).isPresent())
        .min(Comparator.comparingDouble(peer -> time(results, peer, threads)))
        .orElse("");
  }
}
