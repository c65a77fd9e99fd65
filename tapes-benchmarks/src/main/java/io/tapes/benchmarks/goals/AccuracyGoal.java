package io.tapes.benchmarks.goals;

import io.tapes.benchmarks.accuracy.AccuracyRow;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The worst error of a quantile over all streams, seeds and ranks; with it the best peer's.
 *
 * @param label what is asked for
 * @param limit in percent; 0 for that of {@code against}
 * @param against the peer to be ahead of, empty for none
 */
record AccuracyGoal(String label, double limit, String against) implements Goal {
  @Override
  public Row check(Results results) {
    Optional<AccuracyRow> ours = worst(results, OURS);
    double allowed =
        against.isEmpty()
            ? limit
            : worst(results, against).map(AccuracyRow::worst).orElse(Double.NaN);
    Set<String> peers = new TreeSet<>();
    results.accuracy().stream().map(AccuracyRow::peer).filter(Goal::isPeer).forEach(peers::add);
    String best =
        peers.stream()
            .flatMap(peer -> worst(results, peer).stream())
            .min(Comparator.comparingDouble(AccuracyRow::worst))
            .map(AccuracyGoal::described)
            .orElse("-");
    return new Row(
        label,
        "≤ " + (Double.isNaN(allowed) ? against : percent(allowed)),
        ours.map(AccuracyGoal::described).orElse("-"),
        "",
        best,
        Verdict.of(ours.map(AccuracyRow::worst).orElse(Double.NaN) / allowed, 0));
  }

  private static Optional<AccuracyRow> worst(Results results, String peer) {
    return results.accuracy().stream()
        .filter(row -> row.peer().equals(peer))
        .max(Comparator.comparingDouble(AccuracyRow::worst));
  }

  private static String described(AccuracyRow row) {
    String who = Goal.isPeer(row.peer()) ? row.peer() + " " : "";
    return who + percent(row.worst()) + " (" + row.stream() + " " + row.percentile() + ")";
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.3f %%", value);
  }
}
