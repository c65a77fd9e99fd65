package io.tapes.reporters.format;

import io.tapes.MetricInfo;
import io.tapes.MetricKind;
import io.tapes.Shape;
import io.tapes.support.NamePattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an exporter cuts distributions that it shows in a few buckets, by patterns of their names.
 * It comes before what a metric says of itself ({@link io.tapes.MetricBuilder#bounds}), which comes
 * before the usual bounds of the format.
 *
 * <p>In a pattern each {@code *} stands for any characters, dots included, or none. The first
 * pattern that fits a name decides. Immutable: any thread may use an instance.
 */
public final class ExportBounds {
  private static final ExportBounds NONE = new ExportBounds(List.of());

  private final List<Rule> rules;

  private record Rule(NamePattern pattern, List<Double> bounds) {}

  private ExportBounds(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * Returns no bounds: each metric has its own, or the usual ones.
   *
   * @return always the same instance
   */
  public static ExportBounds none() {
    return NONE;
  }

  /**
   * Returns the bounds of one pattern.
   *
   * @param pattern such as {@code http.*}
   * @param bounds as {@link #and} takes them
   * @return the bounds
   * @throws IllegalArgumentException as {@link #and} does
   */
  public static ExportBounds of(String pattern, double... bounds) {
    return NONE.and(pattern, bounds);
  }

  /**
   * Returns these bounds and those of one more pattern, behind the others.
   *
   * @param pattern such as {@code http.*}
   * @param bounds in shown units, those of timers in seconds; ascending and finite, at most {@link
   *     MetricInfo#MAX_BOUNDS}
   * @return other bounds
   * @throws IllegalArgumentException with a sentence if the pattern is empty, or the bounds are
   *     none or not such
   */
  public ExportBounds and(String pattern, double... bounds) {
    List<Double> boxed = new ArrayList<>(bounds.length);
    for (double bound : bounds) {
      boxed.add(bound);
    }
    if (boxed.isEmpty()) {
      throw new IllegalArgumentException(
          "there are no bounds for '" + pattern + "'; give some, such as 0.001 0.01 0.1");
    }
    NamePattern names = NamePattern.of(pattern);
    // Checked as those of a metric.
    MetricInfo checked = MetricInfo.of(pattern, MetricKind.HISTOGRAM).described("", "", boxed);
    List<Rule> more = new ArrayList<>(rules);
    more.add(new Rule(names, checked.bounds()));
    return new ExportBounds(List.copyOf(more));
  }

  /**
   * Returns what is said of a metric, with the bounds that it is to have here.
   *
   * @param info what is said of it
   * @return the same instance if no pattern fits, or it is no distribution
   */
  public MetricInfo apply(MetricInfo info) {
    if (info.kind().shape() == Shape.DISTRIBUTION) {
      for (Rule rule : rules) {
        if (rule.pattern().matches(info.name())) {
          return info.described(info.unit(), info.description(), rule.bounds());
        }
      }
    }
    return info;
  }
}
