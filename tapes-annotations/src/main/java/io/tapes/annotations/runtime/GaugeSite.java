package io.tapes.annotations.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** What the constructors of a class with a gauge call. */
final class GaugeSite {
  /*
   * Held by the call site, so by the class with the constructors, and it holds the getter strongly.
   * The gauge holds instances and getter weakly: while an instance lives, so do its class, the site
   * and the getter.
   */
  private static final MethodHandle REGISTER =
      Handles.find(
          MethodHandles.lookup(),
          "register",
          MethodType.methodType(void.class, GaugeSite.class, Object.class));

  private final Point point;
  private final Class<?> declaring;
  private final MethodHandle getter;
  private final ClassValue<InstanceGauge> gauges =
      new ClassValue<>() {
        @Override
        protected InstanceGauge computeValue(Class<?> concrete) {
          return point.gauge(concrete);
        }
      };

  GaugeSite(Point point, Class<?> declaring, MethodHandle getter) {
    this.point = point;
    this.declaring = declaring;
    this.getter = uniform(getter);
  }

  /** Any getter as one from an object to an object. */
  private static MethodHandle uniform(MethodHandle getter) {
    MethodHandle taking =
        getter.type().parameterCount() == 0
            ? MethodHandles.dropArguments(getter, 0, Object.class)
            : getter;
    return taking.asType(MethodType.methodType(Object.class, Object.class));
  }

  /** A handle for a site: without parameters the class is registered, for a static method. */
  MethodHandle register(MethodType site) {
    MethodHandle register = MethodHandles.insertArguments(REGISTER, 0, this);
    return site.parameterCount() == 0
        ? MethodHandles.insertArguments(register, 0, declaring)
        : register.asType(site);
  }

  @SuppressWarnings("UnusedMethod") // by handle
  private static void register(GaugeSite site, Object instance) {
    if (instance == site.declaring) {
      site.gauges.get(site.declaring).add(instance, site.getter, null);
    } else if (!Delegates.are(instance.getClass())) {
      Thread maker = Thread.currentThread();
      site.gauges.get(instance.getClass()).add(instance, site.getter, maker);
    }
  }
}
