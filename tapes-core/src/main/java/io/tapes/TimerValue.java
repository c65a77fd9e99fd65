package io.tapes;

import java.util.Map;

/**
 * The value of a timer.
 *
 * @param total every duration recorded so far, in nanoseconds
 * @param recent the same with older durations weighing less, in nanoseconds
 * @param rates recordings per second
 */
public record TimerValue(Distribution total, RecentDistribution recent, Rates rates)
    implements MetricValue {
  /** Nanoseconds in a second: what turns the distributions' figures into seconds. */
  public static final double NANOS_PER_SECOND = 1e9;

  @Override
  public MetricType type() {
    return MetricType.TIMER;
  }

  /**
   * The figures of the nested form, in seconds.
   *
   * @return the summary of the recent durations
   */
  public Summary summary() {
    return recent.summary().dividedBy(NANOS_PER_SECOND);
  }

  @Override
  public Map<String, Number> fields() {
    Summary s = summary();
    return ValueArithmetic.fields(
        type(),
        total.count(),
        rates.m1(),
        rates.m5(),
        rates.m15(),
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
  public TimerValue plus(MetricValue other) {
    TimerValue that = ValueArithmetic.sameType(this, other);
    return new TimerValue(total.plus(that.total), recent.plus(that.recent), rates.plus(that.rates));
  }

  @Override
  public TimerValue minus(MetricValue earlier) {
    TimerValue that = ValueArithmetic.sameType(this, earlier);
    Distribution difference = total.minus(that.total);
    return new TimerValue(difference, RecentDistribution.of(difference, recent), rates);
  }
}
