package io.tapes.benchmarks.goals;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Two of our own ways beside each other, with one thread.
 *
 * @param label what is asked for
 * @param operation the benchmark
 * @param ours the method that is judged
 * @param other the method that it is compared with
 * @param ratio how many times the other it may take
 * @param nanos how much more it may take
 */
record PairGoal(
    String label, String operation, String ours, String other, double ratio, double nanos)
    implements Goal {
  @Override
  public Row check(Results results) {
    double own = time(results, ours);
    double others = time(results, other);
    return new Row(
        label,
        allowed(),
        Double.isNaN(own) || Double.isNaN(others)
            ? "-"
            : "%s of %s ns".formatted(Unit.NS.format(own), Unit.NS.format(others)),
        bytes(results),
        SpeedGoal.best(results, operation, Unit.NS, 1),
        Verdict.of(own / (others * ratio + nanos), 0));
  }

  private String allowed() {
    String limit = ratio == 1 ? "≤ " : String.format(Locale.ROOT, "≤ %.2f × ", ratio);
    return limit + other + (nanos == 0 ? "" : " + " + Unit.NS.format(nanos) + " ns");
  }

  private String bytes(Results results) {
    OptionalDouble bytes = results.bytes(operation, ours);
    return bytes.isEmpty() ? "" : String.valueOf(Math.round(bytes.getAsDouble()));
  }

  private double time(Results results, String method) {
    return results.nanos(operation, method, 1).orElse(Double.NaN);
  }
}
