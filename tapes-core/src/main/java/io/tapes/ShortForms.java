package io.tapes;

import java.util.function.DoubleSupplier;

/**
 * Asks for instruments by name: {@link #metric} for everything that can be said of one, the other
 * methods for what is said most often. Each returns the existing or newly created instrument. Any
 * thread may ask; {@link Registry} says which names are refused.
 */
public interface ShortForms {
  /**
   * Begins to describe a metric, of which the builder then returns an instrument.
   *
   * @param name the dotted name
   * @return a builder
   */
  MetricBuilder metric(String name);

  /**
   * Begins to describe the metric of a series, of which the builder then returns the instrument.
   *
   * @param id the name and tags
   * @return a builder
   */
  default MetricBuilder metric(SeriesId id) {
    return metric(id.name()).tags(id.tags());
  }

  /**
   * Returns the clock that the instruments of this registry measure with.
   *
   * @return always the same clock
   */
  Clock clock();

  /**
   * Returns the existing or newly created counter of a name.
   *
   * @param name the dotted name
   * @return the counter without tags
   */
  default Counter counter(String name) {
    return counter(name, Tags.empty());
  }

  /**
   * Returns the existing or newly created counter of a name and tags.
   *
   * @param name the dotted name
   * @param tags the tags
   * @return the counter
   */
  default Counter counter(String name, Tags tags) {
    return metric(name).tags(tags).counter();
  }

  /**
   * Returns the existing or newly created meter of a name.
   *
   * @param name the dotted name
   * @return the meter without tags
   */
  default Meter meter(String name) {
    return meter(name, Tags.empty());
  }

  /**
   * Returns the existing or newly created meter of a name and tags.
   *
   * @param name the dotted name
   * @param tags the tags
   * @return the meter
   */
  default Meter meter(String name, Tags tags) {
    return metric(name).tags(tags).meter();
  }

  /**
   * Returns the existing or newly created histogram of a name.
   *
   * @param name the dotted name
   * @return the histogram without tags
   */
  default Histogram histogram(String name) {
    return histogram(name, Tags.empty());
  }

  /**
   * Returns the existing or newly created histogram of a name and tags.
   *
   * @param name the dotted name
   * @param tags the tags
   * @return the histogram
   */
  default Histogram histogram(String name, Tags tags) {
    return metric(name).tags(tags).histogram();
  }

  /**
   * Returns the existing or newly created timer of a name.
   *
   * @param name the dotted name
   * @return the timer without tags
   */
  default Timer timer(String name) {
    return timer(name, Tags.empty());
  }

  /**
   * Returns the existing or newly created timer of a name and tags.
   *
   * @param name the dotted name
   * @param tags the tags
   * @return the timer
   */
  default Timer timer(String name, Tags tags) {
    return metric(name).tags(tags).timer();
  }

  /**
   * Returns the existing or newly created gauge of a name, to be set by the caller.
   *
   * @param name the dotted name
   * @return the gauge without tags
   */
  default Gauge gauge(String name) {
    return gauge(name, Tags.empty());
  }

  /**
   * Returns the existing or newly created gauge of a name and tags, to be set by the caller.
   *
   * @param name the dotted name
   * @param tags the tags
   * @return the gauge
   */
  default Gauge gauge(String name, Tags tags) {
    return metric(name).tags(tags).gauge();
  }

  /**
   * Returns the existing or newly created gauge of a name, with its way over several processes.
   *
   * @param name the dotted name
   * @param aggregation how the values of several processes become one
   * @return the gauge without tags
   * @throws IllegalArgumentException also if the gauge exists with another aggregation
   */
  default Gauge gauge(String name, Aggregation aggregation) {
    return metric(name).aggregation(aggregation).gauge();
  }

  /**
   * Returns the existing or newly created gauge of a name and tags, with its way over several
   * processes.
   *
   * @param name the dotted name
   * @param tags the tags
   * @param aggregation how the values of several processes become one
   * @return the gauge
   * @throws IllegalArgumentException also if the gauge exists with another aggregation
   */
  default Gauge gauge(String name, Tags tags, Aggregation aggregation) {
    return metric(name).tags(tags).aggregation(aggregation).gauge();
  }

  /**
   * Returns a gauge that is read from a source at each snapshot; see {@link MetricBuilder#gauge}.
   *
   * @param name the dotted name
   * @param source held strongly; replaces another source
   * @return the gauge without tags
   */
  default Gauge gauge(String name, DoubleSupplier source) {
    return metric(name).gauge(source);
  }

  /**
   * Returns a gauge that is read from a source at each snapshot; see {@link MetricBuilder#gauge}.
   *
   * @param name the dotted name
   * @param tags the tags
   * @param source held strongly; replaces another source
   * @return the gauge
   */
  default Gauge gauge(String name, Tags tags, DoubleSupplier source) {
    return metric(name).tags(tags).gauge(source);
  }

  /**
   * Returns a gauge that is read from a source at each snapshot, with its way over several
   * processes; see {@link MetricBuilder#gauge}.
   *
   * @param name the dotted name
   * @param aggregation how the values of several processes become one
   * @param source held strongly; replaces another source
   * @return the gauge without tags
   * @throws IllegalArgumentException also if the gauge exists with another aggregation
   */
  default Gauge gauge(String name, Aggregation aggregation, DoubleSupplier source) {
    return metric(name).aggregation(aggregation).gauge(source);
  }

  /**
   * Returns a gauge that is read from a source at each snapshot, with its way over several
   * processes; see {@link MetricBuilder#gauge}.
   *
   * @param name the dotted name
   * @param tags the tags
   * @param aggregation how the values of several processes become one
   * @param source held strongly; replaces another source
   * @return the gauge
   * @throws IllegalArgumentException also if the gauge exists with another aggregation
   */
  default Gauge gauge(String name, Tags tags, Aggregation aggregation, DoubleSupplier source) {
    return metric(name).tags(tags).aggregation(aggregation).gauge(source);
  }
}
