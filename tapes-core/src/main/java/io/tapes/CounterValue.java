package io.tapes;

import java.util.Map;

/**
 * The value of a counter.
 *
 * @param value increments less decrements
 * @param decremented whether the counter was ever decremented, so that it is a gauge to backends
 *     whose counters only go up
 */
public record CounterValue(long value, boolean decremented) implements MetricValue {
  @Override
  public MetricType type() {
    return MetricType.COUNTER;
  }

  @Override
  public Map<String, Number> fields() {
    return ValueArithmetic.fields(type(), value);
  }

  @Override
  public CounterValue plus(MetricValue other) {
    CounterValue that = ValueArithmetic.sameType(this, other);
    return new CounterValue(value + that.value, decremented || that.decremented);
  }

  @Override
  public CounterValue minus(MetricValue earlier) {
    CounterValue that = ValueArithmetic.sameType(this, earlier);
    long difference =
        decremented ? value - that.value : ValueArithmetic.increase(value, that.value);
    return new CounterValue(difference, decremented);
  }
}
