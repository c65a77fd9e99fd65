package io.tapes;

import java.util.Map;

/**
 * The value of a histogram.
 *
 * @param total everything recorded so far
 * @param recent the same with older values weighing less; the figures of the nested form
 */
public record HistogramValue(Distribution total, RecentDistribution recent) implements MetricValue {
  @Override
  public MetricType type() {
    return MetricType.HISTOGRAM;
  }

  /**
   * The figures of the nested form.
   *
   * @return the summary of the recent values
   */
  public Summary summary() {
    return recent.summary();
  }

  @Override
  public Map<String, Number> fields() {
    Summary s = summary();
    return ValueArithmetic.fields(
        type(),
        total.count(),
        s.min(),
        s.max(),
        s.mean(),
        s.stddev(),
        s.q50(),
        s.q75(),
        s.q95(),
        s.q98(),
        s.q99(),
        s.q999());
  }

  @Override
  public HistogramValue plus(MetricValue other) {
    HistogramValue that = ValueArithmetic.sameType(this, other);
    return new HistogramValue(total.plus(that.total), recent.plus(that.recent));
  }

  @Override
  public HistogramValue minus(MetricValue earlier) {
    HistogramValue that = ValueArithmetic.sameType(this, earlier);
    Distribution difference = total.minus(that.total);
    return new HistogramValue(difference, RecentDistribution.of(difference, recent));
  }
}
