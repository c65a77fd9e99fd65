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
   * The global registry itself.
   *
   * @return always the same one
   */
  public static Registry registry() {
    return GLOBAL;
  }

  /**
   * A counter of the global registry.
   *
   * @param name the dotted name
   * @return a new counter, or the one that the name has
   */
  public static Counter counter(String name) {
    return GLOBAL.counter(name);
  }

  /**
   * A meter of the global registry.
   *
   * @param name the dotted name
   * @return a new meter, or the one that the name has
   */
  public static Meter meter(String name) {
    return GLOBAL.meter(name);
  }

  /**
   * A histogram of the global registry.
   *
   * @param name the dotted name
   * @return a new histogram, or the one that the name has
   */
  public static Histogram histogram(String name) {
    return GLOBAL.histogram(name);
  }

  /**
   * A timer of the global registry.
   *
   * @param name the dotted name
   * @return a new timer, or the one that the name has
   */
  public static Timer timer(String name) {
    return GLOBAL.timer(name);
  }

  /**
   * A gauge of the global registry, to be set by the caller.
   *
   * @param name the dotted name
   * @return a new gauge, or the one that the name has
   */
  public static Gauge gauge(String name) {
    return GLOBAL.gauge(name);
  }

  /**
   * A gauge of the global registry that is read from a source at each snapshot.
   *
   * @param name the dotted name
   * @param source held strongly; see {@link Gauge}
   * @return a new gauge, or the one that the name has
   */
  public static Gauge gauge(String name, DoubleSupplier source) {
    return GLOBAL.gauge(name, source);
  }

  /**
   * The values of the global registry as a nested map.
   *
   * @return a new map; see {@link Registry#getStats}
   */
  public static Map<String, Object> getStats() {
    return GLOBAL.getStats();
  }
}
