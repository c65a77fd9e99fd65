package io.tapes.annotations;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value for each class, made when it is first asked for. Any thread; keeps no class loader. */
final class ClassBound<T> {
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

  ClassBound(Class<?> valueType, Function<Class<?>, T> create) {
    this.home = valueType.getClassLoader();
    this.create = create;
  }

  @SuppressWarnings("unchecked") // what is in there is either the marker or a T
  T get(Class<?> type) {
    Object value = values.get(type);
    return value == ELSEWHERE ? elsewhere(type) : (T) value;
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
