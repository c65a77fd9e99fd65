package io.tapes.annotations;

import io.tapes.Counter;
import io.tapes.Gauge;
import io.tapes.Histogram;
import io.tapes.Meter;
import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.Timer;
import io.tapes.annotations.runtime.TagTexts;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes records of metrics: reflection happens here, once per class that is measured.
 *
 * @param <M> the record
 */
final class RecordMaker<M extends Record> implements Function<Class<?>, M> {
  private final Constructor<M> constructor;
  private final List<Function<Class<?>, ?>> components = new ArrayList<>();

  RecordMaker(Registry registry, Class<M> metrics) {
    RecordComponent[] declared = metrics.getRecordComponents();
    Class<?>[] types = new Class<?>[declared.length];
    for (int i = 0; i < declared.length; i++) {
      types[i] = declared[i].getType();
      components.add(component(registry, declared[i]));
    }
    try {
      constructor = metrics.getDeclaredConstructor(types);
      constructor.setAccessible(true);
    } catch (NoSuchMethodException e) {
      throw new LinkageError(metrics + " has no canonical constructor", e);
    } catch (InaccessibleObjectException e) {
      throw new IllegalArgumentException(
          "record %s cannot be made from here; make it public in an exported package, or open its package"
              .formatted(metrics.getName()),
          e);
    }
  }

  private static Function<Class<?>, ?> component(Registry registry, RecordComponent component) {
    String where = component.getDeclaringRecord().getName() + "." + component.getName();
    ClassMetric metric = component.getAnnotation(ClassMetric.class);
    if (metric == null) {
      throw new IllegalArgumentException(
          "component %s has no name; annotate it with @ClassMetric(\"…{}…\")".formatted(where));
    }
    Tags tags = TagTexts.parse(metric.tags());
    ClassNaming naming = new ClassNaming(metric.value());
    Class<?> type = component.getType();
    if (type == Timer.class) {
      return naming.then(name -> registry.timer(name, tags));
    } else if (type == Meter.class) {
      return naming.then(name -> registry.meter(name, tags));
    } else if (type == Counter.class) {
      return naming.then(name -> registry.counter(name, tags));
    } else if (type == Histogram.class) {
      return naming.then(name -> registry.histogram(name, tags));
    } else if (type == Gauge.class) {
      return naming.then(name -> registry.gauge(name, tags));
    }
    throw new IllegalArgumentException(
        "component %s is a %s; make it a Timer, Meter, Counter, Histogram or Gauge"
            .formatted(where, type.getName()));
  }

  @Override
  public M apply(Class<?> type) {
    try {
      return constructor.newInstance(components.stream().map(each -> each.apply(type)).toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "record %s cannot be made: its constructor failed"
              .formatted(constructor.getDeclaringClass().getName()),
          e);
    }
  }
}
