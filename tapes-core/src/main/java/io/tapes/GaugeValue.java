package io.tapes;

import java.util.Map;

/**
 * The value of a gauge.
 *
 * @param value the value, not a number where its source says that it does not know
 * @param aggregation how the values of several processes become one
 * @param changedMillis when it was set, in milliseconds since 1970-01-01T00:00:00Z, where the
 *     aggregation {@linkplain Aggregation#isMostRecent() asks for it}; otherwise 0
 */
public record GaugeValue(double value, Aggregation aggregation, long changedMillis)
    implements MetricValue {
  /**
   * A value of which it does not matter when it was set.
   *
   * @param value the value
   * @param aggregation how the values of several processes become one
   */
  public GaugeValue(double value, Aggregation aggregation) {
    this(value, aggregation, 0);
  }

  @Override
  public MetricType type() {
    return MetricType.GAUGE;
  }

  @Override
  public Map<String, Number> fields() {
    return ValueArithmetic.fields(type(), value);
  }

  /**
   * Both as one, as their aggregation says. What is not a number takes no part. The order matters
   * only where both are not a number: then the time is the other one's.
   */
  @Override
  public GaugeValue plus(MetricValue other) {
    GaugeValue that = ValueArithmetic.sameType(this, other);
    // Of one gauge with two aggregations, which no registry gives out, one must be preferred.
    Aggregation by = aggregation.compareTo(that.aggregation) <= 0 ? aggregation : that.aggregation;
    if (Double.isNaN(value) || Double.isNaN(that.value)) {
      GaugeValue known = Double.isNaN(value) ? that : this;
      return new GaugeValue(known.value, by, known.changedMillis);
    }
    if (by.isMostRecent() || by.isPerProcess()) {
      GaugeValue last = isAfter(that) ? this : that;
      return new GaugeValue(last.value, by, last.changedMillis);
    }
    // Not every aggregation treats both alike: their order must not be that of the operands.
    double lower = Math.min(value, that.value);
    return new GaugeValue(by.combine(lower, Math.max(value, that.value)), by);
  }

  private boolean isAfter(GaugeValue that) {
    return changedMillis == that.changedMillis
        ? Double.compare(value, that.value) >= 0
        : changedMillis > that.changedMillis;
  }

  @Override
  public GaugeValue minus(MetricValue earlier) {
    ValueArithmetic.sameType(this, earlier);
    return this;
  }
}
