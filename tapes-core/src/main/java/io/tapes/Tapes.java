package io.tapes;

import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * The global registry, for applications that need only one. It starts no thread before it is read
 * and has a source to ask.
 *
 * <p>Any thread may use it.
 */
public final class Tapes {
  private static final Registry GLOBAL = Registry.create();

  private Tapes() {}

  /**
   * Returns the global registry itself.
   *
   * @return always the same one
   */
  public static Registry registry() {
    return GLOBAL;
  }

  /**
   * Returns a counter of the global registry.
   *
   * @param name the dotted name
   * @return the existing or newly created counter
   */
  public static Counter counter(String name) {
    return GLOBAL.counter(name);
  }

  /**
   * Returns a meter of the global registry.
   *
   * @param name the dotted name
   * @return the existing or newly created meter
   */
  public static Meter meter(String name) {
    return GLOBAL.meter(name);
  }

  /**
   * Returns a histogram of the global registry.
   *
   * @param name the dotted name
   * @return the existing or newly created histogram
   */
  public static Histogram histogram(String name) {
    return GLOBAL.histogram(name);
  }

  /**
   * Returns a timer of the global registry.
   *
   * @param name the dotted name
   * @return the existing or newly created timer
   */
  public static Timer timer(String name) {
    return GLOBAL.timer(name);
  }

  /**
   * Returns a gauge of the global registry, to be set by the caller.
   *
   * @param name the dotted name
   * @return the existing or newly created gauge
   */
  public static Gauge gauge(String name) {
    return GLOBAL.gauge(name);
  }

  /**
   * Returns a gauge of the global registry that is read from a source at each snapshot.
   *
   * @param name the dotted name
   * @param source held strongly; see {@link Gauge}
   * @return the existing or newly created gauge
   */
  public static Gauge gauge(String name, DoubleSupplier source) {
    return GLOBAL.gauge(name, source);
  }

  /**
   * Returns the values of the global registry as a nested map.
   *
   * @return a new map; see {@link Registry#getStats}
   */
  public static Map<String, Object> getStats() {
    return GLOBAL.getStats();
  }
}
