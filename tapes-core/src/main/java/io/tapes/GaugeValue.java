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

  @Override
  public GaugeValue plus(MetricValue other) {
    ValueArithmetic.sameType(this, other);
    return this;
  }

  @Override
  public GaugeValue minus(MetricValue earlier) {
    ValueArithmetic.sameType(this, earlier);
    return this;
  }
}
