package io.tapes.spectator;

import io.tapes.Tags;
import java.util.Map;

/** Meters by name and tags. Any thread may use an instance. */
abstract class NamedMeters {
  final LineSink lines;
  final Tags commonTags;

  NamedMeters(LineSink lines, Tags commonTags) {
    this.lines = lines;
    this.commonTags = commonTags;
  }

  /**
   * Returns the id of a meter with the common tags.
   *
   * @param name the name
   * @param tags values by key; where a common tag has the key, that stays
   * @return the id
   */
  public MeterId newId(String name, Map<String, String> tags) {
    return MeterId.of(name, tags, commonTags);
  }

  /**
   * Returns an age gauge without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public AgeGauge ageGauge(String name) {
    return ageGauge(name, Map.of());
  }

  /**
   * Returns an age gauge.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public AgeGauge ageGauge(String name, Map<String, String> tags) {
    return new AgeGauge(lines, newId(name, tags));
  }

  /**
   * Returns a counter without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public Counter counter(String name) {
    return counter(name, Map.of());
  }

  /**
   * Returns a counter.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public Counter counter(String name, Map<String, String> tags) {
    return new Counter(lines, newId(name, tags));
  }

  /**
   * Returns a distribution summary without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public DistributionSummary distributionSummary(String name) {
    return distributionSummary(name, Map.of());
  }

  /**
   * Returns a distribution summary.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public DistributionSummary distributionSummary(String name, Map<String, String> tags) {
    return new DistributionSummary(lines, newId(name, tags));
  }

  /**
   * Returns a gauge without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public Gauge gauge(String name) {
    return gauge(name, Map.of());
  }

  /**
   * Returns a gauge.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public Gauge gauge(String name, Map<String, String> tags) {
    return new Gauge(lines, newId(name, tags));
  }

  /**
   * Returns a max gauge without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public MaxGauge maxGauge(String name) {
    return maxGauge(name, Map.of());
  }

  /**
   * Returns a max gauge.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public MaxGauge maxGauge(String name, Map<String, String> tags) {
    return new MaxGauge(lines, newId(name, tags));
  }

  /**
   * Returns a monotonic counter of doubles without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public MonotonicCounter monotonicCounter(String name) {
    return monotonicCounter(name, Map.of());
  }

  /**
   * Returns a monotonic counter of doubles.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public MonotonicCounter monotonicCounter(String name, Map<String, String> tags) {
    return new MonotonicCounter(lines, newId(name, tags));
  }

  /**
   * Returns a monotonic counter of unsigned longs without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public MonotonicCounterUint monotonicCounterUint(String name) {
    return monotonicCounterUint(name, Map.of());
  }

  /**
   * Returns a monotonic counter of unsigned longs.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public MonotonicCounterUint monotonicCounterUint(String name, Map<String, String> tags) {
    return new MonotonicCounterUint(lines, newId(name, tags));
  }

  /**
   * Returns a percentile distribution summary without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public PercentileDistributionSummary percentileDistributionSummary(String name) {
    return percentileDistributionSummary(name, Map.of());
  }

  /**
   * Returns a percentile distribution summary.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public PercentileDistributionSummary percentileDistributionSummary(
      String name, Map<String, String> tags) {
    return new PercentileDistributionSummary(lines, newId(name, tags));
  }

  /**
   * Returns a percentile timer without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public PercentileTimer percentileTimer(String name) {
    return percentileTimer(name, Map.of());
  }

  /**
   * Returns a percentile timer.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public PercentileTimer percentileTimer(String name, Map<String, String> tags) {
    return new PercentileTimer(lines, newId(name, tags));
  }

  /**
   * Returns a timer without tags of its own.
   *
   * @param name the name
   * @return the meter
   */
  public Timer timer(String name) {
    return timer(name, Map.of());
  }

  /**
   * Returns a timer.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public Timer timer(String name, Map<String, String> tags) {
    return new Timer(lines, newId(name, tags));
  }
}
