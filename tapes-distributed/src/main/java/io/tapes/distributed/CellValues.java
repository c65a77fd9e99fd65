package io.tapes.distributed;

import io.tapes.CounterValue;
import io.tapes.GaugeValue;
import io.tapes.HistogramValue;
import io.tapes.MeterValue;
import io.tapes.MetricValue;
import io.tapes.TimerValue;
import io.tapes.distributed.wire.CellValue;
import org.jspecify.annotations.Nullable;

/** From values of a snapshot to what is sent of them. */
final class CellValues {
  private CellValues() {}

  /**
   * Whether two values of one series are the same as far as they are sent. Rates and recent figures
   * are not: they change by themselves as time passes, and the aggregator computes its own.
   */
  @SuppressWarnings("ReferenceEquality") // the core reuses what did not change: the short way
  static boolean same(MetricValue a, MetricValue b) {
    if (a == b) {
      return true;
    }
    if (a instanceof MeterValue x && b instanceof MeterValue y) {
      return x.count() == y.count();
    }
    if (a instanceof HistogramValue x && b instanceof HistogramValue y) {
      return x.total() == y.total() || x.total().equals(y.total());
    }
    if (a instanceof TimerValue x && b instanceof TimerValue y) {
      return x.total() == y.total() || x.total().equals(y.total());
    }
    return a.equals(b);
  }

  /**
   * The value as it is sent.
   *
   * @param origin what an earlier incarnation has delivered of it, null where there was none
   */
  static CellValue of(MetricValue value, @Nullable MetricValue origin) {
    if (value instanceof CounterValue counter) {
      long before = origin instanceof CounterValue o ? o.value() : 0;
      return new CellValue.Counter(counter.value() - before, counter.decremented());
    }
    if (value instanceof GaugeValue gauge) {
      return new CellValue.Gauge(gauge.value(), gauge.changedMillis());
    }
    if (value instanceof MeterValue meter) {
      return new CellValue.Meter(meter.count() - (origin instanceof MeterValue o ? o.count() : 0));
    }
    if (value instanceof HistogramValue histogram) {
      return new CellValue.Histogram(
          origin instanceof HistogramValue o
              ? Distributions.difference(histogram.total(), o.total())
              : histogram.total());
    }
    TimerValue timer = (TimerValue) value;
    return new CellValue.Timer(
        origin instanceof TimerValue o
            ? Distributions.difference(timer.total(), o.total())
            : timer.total());
  }
}
