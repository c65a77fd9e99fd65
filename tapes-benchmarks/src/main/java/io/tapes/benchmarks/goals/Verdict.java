package io.tapes.benchmarks.goals;

import java.util.Locale;

/**
 * Whether a goal is met.
 *
 * @param mark the word for it
 * @param detail by how much not
 */
public record Verdict(Mark mark, String detail) {
  /** The three outcomes. */
  public enum Mark {
    /** Met. */
    PASS,
    /** Measured and not met. */
    SHORT,
    /** The run left out what is needed. */
    NO_DATA
  }

  /**
   * Whether this run says something about the goal.
   *
   * @return true when it is met or fallen short of
   */
  public boolean isMeasured() {
    return mark == Mark.PASS || mark == Mark.SHORT;
  }

  static final Verdict NO_DATA = new Verdict(Mark.NO_DATA, "");

  /** The verdict on the largest ratio of measured to allowed, and on allocation. */
  static Verdict of(double worstRatio, double excessBytes) {
    if (Double.isNaN(worstRatio)) {
      return NO_DATA;
    }
    String detail = "";
    if (worstRatio > 1) {
      detail = String.format(Locale.ROOT, "by %.0f %%", Math.max(1, 100 * (worstRatio - 1)));
    }
    if (excessBytes > 0.5) {
      detail +=
          String.format(Locale.ROOT, "%s%.0f B/op", detail.isEmpty() ? "" : ", ", excessBytes);
    }
    return new Verdict(detail.isEmpty() ? Mark.PASS : Mark.SHORT, detail);
  }

  @Override
  public String toString() {
    String word = mark.toString().replace('_', ' ');
    return detail.isEmpty() ? word : word + " " + detail;
  }
}
