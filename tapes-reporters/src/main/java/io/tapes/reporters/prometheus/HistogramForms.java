package io.tapes.reporters.prometheus;

import io.tapes.support.NamePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How Prometheus is shown histograms and timers, by patterns of their names: in classic buckets, in
 * native ones where the format can carry them, in both, or as summaries.
 *
 * <p>In a pattern each {@code *} stands for any characters, dots included, or none. The first
 * pattern that fits a name decides; both kinds of buckets where none does. Immutable: any thread
 * may use an instance.
 */
public final class HistogramForms {
  private static final HistogramForms USUAL = new HistogramForms(List.of());
  private static final Form BOTH = new Form(true, true, false, List.of());

  private final List<Rule> rules;

  private record Rule(NamePattern pattern, Form form) {}

  /**
   * What is shown of a distribution.
   *
   * @param classic whether it has classic buckets
   * @param isNative whether it has native buckets, where the format can carry them
   * @param summary whether it has none of them but quantiles
   * @param quantiles those of a summary
   */
  record Form(boolean classic, boolean isNative, boolean summary, List<Double> quantiles) {}

  private HistogramForms(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * Returns both kinds of buckets for all.
   *
   * @return always the same instance
   */
  public static HistogramForms usual() {
    return USUAL;
  }

  /**
   * Returns these forms, and classic buckets alone for one more pattern.
   *
   * @param pattern such as {@code http.*}
   * @return other forms
   * @throws IllegalArgumentException if the pattern is empty
   */
  public HistogramForms classic(String pattern) {
    return and(pattern, new Form(true, false, false, List.of()));
  }

  /**
   * Returns these forms, and native buckets alone for one more pattern. Formats that cannot carry
   * them have count and sum, and the bucket of all values.
   *
   * @param pattern such as {@code http.*}
   * @return other forms
   * @throws IllegalArgumentException if the pattern is empty
   */
  public HistogramForms nativeOnly(String pattern) {
    return and(pattern, new Form(false, true, false, List.of()));
  }

  /**
   * Returns these forms, and both kinds of buckets for one more pattern: for an exception from a
   * wider one behind it.
   *
   * @param pattern such as {@code http.*}
   * @return other forms
   * @throws IllegalArgumentException if the pattern is empty
   */
  public HistogramForms both(String pattern) {
    return and(pattern, BOTH);
  }

  /**
   * Returns these forms, and summaries for one more pattern: count, sum, and quantiles of what is
   * recent, and cannot be added up.
   *
   * @param pattern such as {@code http.*}
   * @param quantiles from 0 to 1, ascending; may be none
   * @return other forms
   * @throws IllegalArgumentException if the pattern is empty, or the quantiles are not such
   */
  public HistogramForms summary(String pattern, double... quantiles) {
    double before = -1;
    for (double quantile : quantiles) {
      if (!(quantile >= 0 && quantile <= 1 && quantile > before)) {
        throw new IllegalArgumentException(
            "the quantile "
                + quantile
                + " of '"
                + pattern
                + "' is not from 0 to 1 and above the one before it");
      }
      before = quantile;
    }
    return and(pattern, new Form(false, false, true, Arrays.stream(quantiles).boxed().toList()));
  }

  private HistogramForms and(String pattern, Form form) {
    List<Rule> more = new ArrayList<>(rules);
    more.add(new Rule(NamePattern.of(pattern), form));
    return new HistogramForms(List.copyOf(more));
  }

  Form of(String name) {
    for (Rule rule : rules) {
      if (rule.pattern().matches(name)) {
        return rule.form();
      }
    }
    return BOTH;
  }
}
