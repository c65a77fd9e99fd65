package io.tapes.distributed.wire;

import io.tapes.Aggregation;
import io.tapes.CounterValue;
import io.tapes.Distribution;
import io.tapes.GaugeValue;
import io.tapes.HistogramValue;
import io.tapes.MeterValue;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.TimerValue;
import org.jspecify.annotations.Nullable;

/** From values of a snapshot to what is sent of them. */
public final class CellValues {
  private CellValues() {}

  /** What the number of a series stands for. */
  public static SeriesDescriptor definition(Series series) {
    Aggregation aggregation =
        series.value() instanceof GaugeValue gauge ? gauge.aggregation() : Aggregation.LIVE_SUM;
    return new SeriesDescriptor(
        series.id(), series.value().type(), aggregation, series.incarnation());
  }

  /**
   * Whether two values of one series are the same as far as they are sent. Rates and recent figures
   * are not: they change by themselves as time passes, and the aggregator computes its own.
   */
  @SuppressWarnings("ReferenceEquality") // the core reuses what did not change: the short way
  public static boolean same(MetricValue a, MetricValue b) {
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
   * The value as it is sent to who has an earlier one: of a distribution the buckets that changed.
   *
   * @param before the value that the receiver has, null where it has none
   * @param origin what an earlier incarnation has delivered of it, null where there was none
   * @return null where nothing is to be sent
   */
  public static @Nullable CellValue of(
      MetricValue value, @Nullable MetricValue before, @Nullable MetricValue origin) {
    CellValue now = of(value, origin);
    Distribution total = total(now);
    Distribution earlier = before == null || total == null ? null : total(of(before, origin));
    if (total == null || earlier == null || earlier.count() == 0) {
      return now;
    }
    Distribution changes = total.changesSince(earlier);
    if (changes.count() == 0) {
      // The sum is ahead of the counts by a record under way, with which it is sent.
      return null;
    }
    return changes.bucketCount() < total.bucketCount() ? new CellValue.Changed(changes) : now;
  }

  private static @Nullable Distribution total(CellValue value) {
    if (value instanceof CellValue.Histogram histogram) {
      return histogram.total();
    }
    return value instanceof CellValue.Timer timer ? timer.total() : null;
  }

  /**
   * The value as it is sent.
   *
   * @param origin what an earlier incarnation has delivered of it, null where there was none
   */
  public static CellValue of(MetricValue value, @Nullable MetricValue origin) {
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
