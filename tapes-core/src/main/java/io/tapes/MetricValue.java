package io.tapes;

import java.util.Map;

/**
 * What one series held when a snapshot was taken: an immutable value, one record per type.
 *
 * <p>Any thread may use an instance.
 */
public sealed interface MetricValue
    permits CounterValue, GaugeValue, MeterValue, HistogramValue, TimerValue {
  /**
   * The type of the instrument.
   *
   * @return the type
   */
  MetricType type();

  /**
   * The leaf map of the nested form: the fields of the type in their order. Times are in seconds.
   *
   * @return a new map; counts are {@link Long}s, the rest {@link Double}s
   */
  Map<String, Number> fields();

  /**
   * One value for two recorders, in whichever order they are added. Counts, distributions and rates
   * add up, gauges are combined as their {@link Aggregation} says.
   *
   * @param other a value of the same type
   * @return the combined value
   * @throws IllegalArgumentException if the types differ
   */
  MetricValue plus(MetricValue other);

  /**
   * What happened since an earlier value of the same series. Counts and distributions are
   * subtracted, and the recent figures become those of the difference; rates and gauges, which
   * describe a moment, stay as they are. A recorder that began anew in between counts from zero.
   *
   * @param earlier a value of the same type
   * @return the difference
   * @throws IllegalArgumentException if the types differ
   */
  MetricValue minus(MetricValue earlier);
}
