package io.tapes.benchmarks.goals;

/**
 * A goal that these benchmarks do not measure.
 *
 * @param label what is asked for
 * @param limit how much of it
 * @param where it is measured
 */
record ElsewhereGoal(String label, String limit, String where) implements Goal {
  @Override
  public Row check(Results results) {
    return new Row(label, limit, "-", "", "-", new Verdict(Verdict.Mark.ELSEWHERE, where));
  }
}
