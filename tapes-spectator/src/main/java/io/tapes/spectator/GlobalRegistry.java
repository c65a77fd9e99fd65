package io.tapes.spectator;

import java.util.Map;

/**
 * A registry for all of the process, with the usual settings and those of the environment, for code
 * that comes from older clients. It opens nothing before it is used.
 *
 * <p>Any thread may call it.
 */
public final class GlobalRegistry {
  private static final class Holder {
    static final SpectatorRegistry REGISTRY = SpectatorRegistry.create();
  }

  private GlobalRegistry() {}

  /**
   * Returns the registry, made by the first call.
   *
   * @return always the same instance
   */
  public static SpectatorRegistry get() {
    return Holder.REGISTRY;
  }

  /**
   * Returns an age gauge.
   *
   * @param name the name
   * @return the meter
   */
  public static AgeGauge ageGauge(String name) {
    return get().ageGauge(name);
  }

  /**
   * Returns an age gauge.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public static AgeGauge ageGauge(String name, Map<String, String> tags) {
    return get().ageGauge(name, tags);
  }

  /**
   * Returns a counter.
   *
   * @param name the name
   * @return the meter
   */
  public static Counter counter(String name) {
    return get().counter(name);
  }

  /**
   * Returns a counter.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public static Counter counter(String name, Map<String, String> tags) {
    return get().counter(name, tags);
  }

  /**
   * Returns a distribution summary.
   *
   * @param name the name
   * @return the meter
   */
  public static DistributionSummary distributionSummary(String name) {
    return get().distributionSummary(name);
  }

  /**
   * Returns a distribution summary.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public static DistributionSummary distributionSummary(String name, Map<String, String> tags) {
    return get().distributionSummary(name, tags);
  }

  /**
   * Returns a gauge.
   *
   * @param name the name
   * @return the meter
   */
  public static Gauge gauge(String name) {
    return get().gauge(name);
  }

  /**
   * Returns a gauge.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public static Gauge gauge(String name, Map<String, String> tags) {
    return get().gauge(name, tags);
  }

  /**
   * Returns a max gauge.
   *
   * @param name the name
   * @return the meter
   */
  public static MaxGauge maxGauge(String name) {
    return get().maxGauge(name);
  }

  /**
   * Returns a max gauge.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public static MaxGauge maxGauge(String name, Map<String, String> tags) {
    return get().maxGauge(name, tags);
  }

  /**
   * Returns a monotonic counter of doubles.
   *
   * @param name the name
   * @return the meter
   */
  public static MonotonicCounter monotonicCounter(String name) {
    return get().monotonicCounter(name);
  }

  /**
   * Returns a monotonic counter of doubles.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public static MonotonicCounter monotonicCounter(String name, Map<String, String> tags) {
    return get().monotonicCounter(name, tags);
  }

  /**
   * Returns a monotonic counter of unsigned longs.
   *
   * @param name the name
   * @return the meter
   */
  public static MonotonicCounterUint monotonicCounterUint(String name) {
    return get().monotonicCounterUint(name);
  }

  /**
   * Returns a monotonic counter of unsigned longs.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public static MonotonicCounterUint monotonicCounterUint(String name, Map<String, String> tags) {
    return get().monotonicCounterUint(name, tags);
  }

  /**
   * Returns a percentile distribution summary.
   *
   * @param name the name
   * @return the meter
   */
  public static PercentileDistributionSummary percentileDistributionSummary(String name) {
    return get().percentileDistributionSummary(name);
  }

  /**
   * Returns a percentile distribution summary.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public static PercentileDistributionSummary percentileDistributionSummary(
      String name, Map<String, String> tags) {
    return get().percentileDistributionSummary(name, tags);
  }

  /**
   * Returns a percentile timer.
   *
   * @param name the name
   * @return the meter
   */
  public static PercentileTimer percentileTimer(String name) {
    return get().percentileTimer(name);
  }

  /**
   * Returns a percentile timer.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public static PercentileTimer percentileTimer(String name, Map<String, String> tags) {
    return get().percentileTimer(name, tags);
  }

  /**
   * Returns a timer.
   *
   * @param name the name
   * @return the meter
   */
  public static Timer timer(String name) {
    return get().timer(name);
  }

  /**
   * Returns a timer.
   *
   * @param name the name
   * @param tags values by key
   * @return the meter
   */
  public static Timer timer(String name, Map<String, String> tags) {
    return get().timer(name, tags);
  }
}
