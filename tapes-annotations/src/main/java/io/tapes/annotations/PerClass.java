package io.tapes.annotations;

import io.tapes.Counter;
import io.tapes.Gauge;
import io.tapes.Histogram;
import io.tapes.Meter;
import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.Timer;
import io.tapes.annotations.runtime.Registries;
import java.util.function.Function;

/**
 * A metric, or a record of metrics, that each concrete class has for itself. Made once, in a static
 * field of a base class; {@link #of(Object)} gives the one of an object's class.
 *
 * <pre>{@code
 * abstract class Endpoint {
 *   static final PerClass<Timer> LATENCY =
 *       PerClass.timer(Tapes.registry(), "my.http.endpoints.{}.latency");
 *
 *   void handle() {
 *     LATENCY.of(this).time(() -> answer());
 *   }
 * }
 * }</pre>
 *
 * <p>Any thread may use it. Access takes no lock and allocates nothing. It keeps no class loader
 * alive. A class has its metrics from the first access, or from {@link #prime}.
 *
 * @param <T> the instrument, or the record
 */
public final class PerClass<T> {
  private final ClassBound<T> values;

  PerClass(Class<?> valueType, Function<Class<?>, T> create) {
    this.values = new ClassBound<>(valueType, create);
  }

  /**
   * Returns a counter for each class.
   *
   * @param registry where they are
   * @param template the name, with a placeholder for the class, as in {@code jobs.{}.done}
   * @return counters by class
   * @throws IllegalArgumentException if the template is not one
   */
  public static PerClass<Counter> counter(Registry registry, String template) {
    return counter(registry, template, Tags.empty());
  }

  /**
   * Returns a counter with tags for each class.
   *
   * @param registry where they are
   * @param template the name, with a placeholder for the class
   * @param tags the tags of each
   * @return counters by class
   * @throws IllegalArgumentException if the template is not one
   */
  public static PerClass<Counter> counter(Registry registry, String template, Tags tags) {
    return named(Counter.class, template, name -> registry.counter(name, tags));
  }

  /**
   * Returns a meter for each class.
   *
   * @param registry where they are
   * @param template the name, with a placeholder for the class
   * @return meters by class
   * @throws IllegalArgumentException if the template is not one
   */
  public static PerClass<Meter> meter(Registry registry, String template) {
    return meter(registry, template, Tags.empty());
  }

  /**
   * Returns a meter with tags for each class.
   *
   * @param registry where they are
   * @param template the name, with a placeholder for the class
   * @param tags the tags of each
   * @return meters by class
   * @throws IllegalArgumentException if the template is not one
   */
  public static PerClass<Meter> meter(Registry registry, String template, Tags tags) {
    return named(Meter.class, template, name -> registry.meter(name, tags));
  }

  /**
   * Returns a histogram for each class.
   *
   * @param registry where they are
   * @param template the name, with a placeholder for the class
   * @return histograms by class
   * @throws IllegalArgumentException if the template is not one
   */
  public static PerClass<Histogram> histogram(Registry registry, String template) {
    return histogram(registry, template, Tags.empty());
  }

  /**
   * Returns a histogram with tags for each class.
   *
   * @param registry where they are
   * @param template the name, with a placeholder for the class
   * @param tags the tags of each
   * @return histograms by class
   * @throws IllegalArgumentException if the template is not one
   */
  public static PerClass<Histogram> histogram(Registry registry, String template, Tags tags) {
    return named(Histogram.class, template, name -> registry.histogram(name, tags));
  }

  /**
   * Returns a timer for each class.
   *
   * @param registry where they are
   * @param template the name, with a placeholder for the class
   * @return timers by class
   * @throws IllegalArgumentException if the template is not one
   */
  public static PerClass<Timer> timer(Registry registry, String template) {
    return timer(registry, template, Tags.empty());
  }

  /**
   * Returns a timer with tags for each class.
   *
   * @param registry where they are
   * @param template the name, with a placeholder for the class
   * @param tags the tags of each
   * @return timers by class
   * @throws IllegalArgumentException if the template is not one
   */
  public static PerClass<Timer> timer(Registry registry, String template, Tags tags) {
    return named(Timer.class, template, name -> registry.timer(name, tags));
  }

  /**
   * Returns a gauge for each class, to be set by the caller.
   *
   * @param registry where they are
   * @param template the name, with a placeholder for the class
   * @return gauges by class
   * @throws IllegalArgumentException if the template is not one
   */
  public static PerClass<Gauge> gauge(Registry registry, String template) {
    return gauge(registry, template, Tags.empty());
  }

  /**
   * Returns a gauge with tags for each class, to be set by the caller.
   *
   * @param registry where they are
   * @param template the name, with a placeholder for the class
   * @param tags the tags of each
   * @return gauges by class
   * @throws IllegalArgumentException if the template is not one
   */
  public static PerClass<Gauge> gauge(Registry registry, String template, Tags tags) {
    return named(Gauge.class, template, name -> registry.gauge(name, tags));
  }

  /**
   * Returns a record of metrics for each class. Its components are instruments, each with a {@link
   * ClassMetric}.
   *
   * @param metrics the record, in the registry that is set for it, by default the global one
   * @param <M> its type
   * @return records by class
   * @throws IllegalArgumentException if a component is no instrument or has no name
   */
  public static <M extends Record> PerClass<M> of(Class<M> metrics) {
    return of(Registries.bind(metrics), metrics);
  }

  /**
   * Returns a record of metrics for each class, in a registry.
   *
   * @param registry where the metrics are
   * @param metrics the record; its components are instruments, each with a {@link ClassMetric}
   * @param <M> its type
   * @return records by class
   * @throws IllegalArgumentException if a component is no instrument or has no name
   */
  public static <M extends Record> PerClass<M> of(Registry registry, Class<M> metrics) {
    return new PerClass<>(metrics, new RecordMaker<>(registry, metrics));
  }

  private static <I> PerClass<I> named(
      Class<I> instrument, String template, Function<String, I> make) {
    return new PerClass<>(instrument, new ClassNaming(template).then(make));
  }

  /**
   * Returns the metric of an object's class.
   *
   * @param object usually {@code this}
   * @return the same one for all objects of the class
   */
  public T of(Object object) {
    return ofClass(object.getClass());
  }

  /**
   * Returns the metric of a class.
   *
   * @param type a concrete class
   * @return the same one that its objects get
   */
  public T ofClass(Class<?> type) {
    return values.get(type);
  }

  /**
   * Makes the metrics of classes now, so that they are shown with zeros before the first access.
   *
   * @param types concrete classes
   * @return this
   */
  public PerClass<T> prime(Class<?>... types) {
    for (Class<?> type : types) {
      ofClass(type);
    }
    return this;
  }
}
