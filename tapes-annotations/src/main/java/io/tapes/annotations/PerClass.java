package io.tapes.annotations;

import io.tapes.Counter;
import io.tapes.Gauge;
import io.tapes.Histogram;
import io.tapes.Meter;
import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.Timer;
import io.tapes.annotations.runtime.Registries;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
  /*
   * The JVM keeps values of a ClassValue with the class they are for. That must not be so where the
   * class lives longer than the type of the value: a record of an application kept with a class of
   * the JDK would keep the application. Such classes have a marker there, and their values stand in
   * a map with weak keys, which belongs to this object.
   */
  private static final Object ELSEWHERE = new Object();

  private final @Nullable ClassLoader home;
  private final Function<Class<?>, T> create;
  private final Map<Class<?>, T> elsewhere = new WeakHashMap<>();
  private final ClassValue<Object> values =
      new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> type) {
          return isHome(type) ? create(type) : ELSEWHERE;
        }
      };

  PerClass(Class<?> valueType, Function<Class<?>, T> create) {
    this.home = valueType.getClassLoader();
    this.create = create;
  }

  /**
   * A counter for each class.
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
   * A counter with tags for each class.
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
   * A meter for each class.
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
   * A meter with tags for each class.
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
   * A histogram for each class.
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
   * A histogram with tags for each class.
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
   * A timer for each class.
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
   * A timer with tags for each class.
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
   * A gauge for each class, to be set by the caller.
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
   * A gauge with tags for each class, to be set by the caller.
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
   * A record of metrics for each class. Its components are instruments, each with a {@link
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
   * A record of metrics for each class, in a registry.
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
   * The metric of an object's class.
   *
   * @param object usually {@code this}
   * @return the same one for all objects of the class
   */
  public T of(Object object) {
    return ofClass(object.getClass());
  }

  /**
   * The metric of a class.
   *
   * @param type a concrete class
   * @return the same one that its objects get
   */
  @SuppressWarnings("unchecked") // what is in there is either the marker or a T
  public T ofClass(Class<?> type) {
    Object value = values.get(type);
    return value == ELSEWHERE ? elsewhere(type) : (T) value;
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

  private T create(Class<?> type) {
    return create.apply(type);
  }

  private T elsewhere(Class<?> type) {
    synchronized (elsewhere) {
      T known = elsewhere.get(type);
      if (known == null) {
        known = create(type);
        elsewhere.put(type, known);
      }
      return known;
    }
  }

  /** Whether a class cannot live longer than the type of the values. */
  private boolean isHome(Class<?> type) {
    if (home == null) {
      return true;
    }
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (ClassLoader loader = each.getClassLoader();
          loader != null;
          loader = loader.getParent()) {
        if (loader == home) {
          return true;
        }
      }
    }
    return false;
  }
}
