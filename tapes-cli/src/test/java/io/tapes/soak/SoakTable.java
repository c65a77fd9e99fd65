package io.tapes.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a soak found: what, at the start, at the end, and the bound. */
record SoakTable(
    SoakPlan plan,
    List<Trend> trends,
    Map<String, Integer> events,
    long compared,
    List<String> failures) {

  /** What is wrong; empty if nothing is. */
  List<String> verdicts() {
    List<String> wrong = new ArrayList<>(failures);
    for (Trend trend : trends) {
      if (plan.isJudged() ? !trend.isFlat() : !trend.isMeasured()) {
        wrong.add(trend.line(verdict(trend)));
      }
    }
    return wrong;
  }

  private String verdict(Trend trend) {
    if (!plan.isJudged()) {
      return trend.isMeasured() ? "not judged" : "NOT MEASURED";
    }
    return trend.isFlat() ? "flat" : trend.isKnown() ? "GROWS" : "TOO FEW SAMPLES";
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "soak of %.1f minutes, seed %d%n",
            plan.length().toMillis() / 60_000.0,
            plan.seed()));
    text.append("start and end are medians of the second and of the last quarter\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%-46s %12s %12s %12s %-5s %9s%n",
            "what",
            "at start",
            "at end",
            "bound",
            "",
            "samples"));
    trends.forEach(trend -> text.append(trend.line(verdict(trend))).append('\n'));
    text.append('\n');
    events.forEach((what, count) -> text.append(String.format("%-46s %12d%n", what, count)));
    text.append(String.format("%-46s %12d%n", "series that ended, compared to the unit", compared));
    text.append(String.format("%-46s %12d%n", "wrong", failures.size()));
    failures.stream().limit(50).forEach(failure -> text.append("  ").append(failure).append('\n'));
    return text.toString();
  }
}
