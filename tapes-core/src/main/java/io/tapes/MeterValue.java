package io.tapes;

import java.util.Map;

/**
 * The value of a meter.
 *
 * @param count how many events were marked
 * @param rates their rates per second
 */
public record MeterValue(long count, Rates rates) implements MetricValue {
  @Override
  public MetricType type() {
    return MetricType.METER;
  }

  @Override
  public Map<String, Number> fields() {
    return ValueArithmetic.fields(type(), count, rates.m1(), rates.m5(), rates.m15());
  }

  @Override
  public MeterValue plus(MetricValue other) {
    MeterValue that = ValueArithmetic.sameType(this, other);
    return new MeterValue(count + that.count, rates.plus(that.rates));
  }

  @Override
  public MeterValue minus(MetricValue earlier) {
    MeterValue that = ValueArithmetic.sameType(this, earlier);
    return new MeterValue(ValueArithmetic.increase(count, that.count), rates);
  }
}
