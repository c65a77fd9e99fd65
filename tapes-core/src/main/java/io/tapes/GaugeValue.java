package io.tapes;

import java.util.Map;

/**
 * The value of a gauge.
 *
 * @param value the value, not a number where its source says that it does not know
 * @param aggregation how the values of several processes become one
 */
public record GaugeValue(double value, Aggregation aggregation) implements MetricValue {
  @Override
  public MetricType type() {
    return MetricType.GAUGE;
  }

  @Override
  public Map<String, Number> fields() {
    return ValueArithmetic.fields(type(), value);
  }

  /**
   * Both as one, as their aggregation says; the order does not matter. What is not a number takes
   * no part.
   */
  @Override
  public GaugeValue plus(MetricValue other) {
    GaugeValue that = ValueArithmetic.sameType(this, other);
    // Of one gauge with two aggregations, which no registry gives out, one must be preferred.
    Aggregation by = aggregation.compareTo(that.aggregation) <= 0 ? aggregation : that.aggregation;
    if (Double.isNaN(value) || Double.isNaN(that.value)) {
      return new GaugeValue(Double.isNaN(value) ? that.value : value, by);
    }
    return new GaugeValue(by.combine(value, that.value), by);
  }

  @Override
  public GaugeValue minus(MetricValue earlier) {
    ValueArithmetic.sameType(this, earlier);
    return this;
  }
}
