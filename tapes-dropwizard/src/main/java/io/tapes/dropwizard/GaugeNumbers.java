package io.tapes.dropwizard;

import com.codahale.metrics.Gauge;

/** The numbers of Dropwizard's gauges, which answer anything. */
final class GaugeNumbers {
  private GaugeNumbers() {}

  /** The answer as a number; not a number where it is none. */
  static double of(Gauge<?> gauge) {
    Object answer = gauge.getValue();
    if (answer instanceof Number number) {
      return number.doubleValue();
    }
    return answer instanceof Boolean truth ? (truth ? 1 : 0) : Double.NaN;
  }
}
