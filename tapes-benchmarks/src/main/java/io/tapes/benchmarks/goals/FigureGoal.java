package io.tapes.benchmarks.goals;

import io.tapes.benchmarks.distributed.DistributedFigure;
import java.util.Locale;

/**
 * A limit for one figure of the distributed mode.
 *
 * @param name of the figure
 * @param limit in its unit
 * @param most whether the figure may be that at most, rather than at least
 */
record FigureGoal(String name, double limit, boolean most) implements Goal {
  @Override
  public Row check(Results results) {
    String allowed = (most ? "≤ " : "≥ ") + number(limit);
    return results.distributed().stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .map(figure -> row(figure, allowed))
        .orElseGet(() -> new Row("distributed: " + name, allowed, "-", "", "-", Verdict.NO_DATA));
  }

  private Row row(DistributedFigure figure, String allowed) {
    double ratio = most ? figure.value() / limit : limit / figure.value();
    return new Row(
        "distributed: " + name,
        allowed + " " + figure.unit(),
        number(figure.value()),
        "",
        "-",
        Verdict.of(ratio, 0));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }
}
