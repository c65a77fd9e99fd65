package io.tapes.annotations.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/**
 * Where woven code gets what it calls. Called by woven code only, once per place: afterwards the
 * JVM has a constant.
 *
 * <p>The number in the name is the version. Woven code and this library may be of different ages: a
 * version that woven code exists of stays. Nothing here throws, except in strict mode.
 */
public final class Bootstraps1 {
  private Bootstraps1() {}

  /**
   * Returns the probe of an annotation, as a dynamic constant.
   *
   * @param caller the class that has the method
   * @param kind the simple name of the annotation
   * @param probe the type of the probe
   * @param method name and descriptor of the method
   * @param spec what the annotation says
   * @return the probe
   */
  public static Object constant(
      Lookup caller, String kind, Class<?> probe, String method, String spec) {
    Class<?> type = caller.lookupClass();
    return probe.cast(Point.of(type, kind, method, spec).probe(type));
  }

  /**
   * Returns the probe of an annotation, for class files that have no dynamic constants and for
   * templates with the class of {@code this}.
   *
   * @param caller the class that has the method
   * @param kind the simple name of the annotation
   * @param site without parameters, or with {@code this}
   * @param method name and descriptor of the method
   * @param spec what the annotation says
   * @return a site that gives the probe
   */
  public static CallSite site(
      Lookup caller, String kind, MethodType site, String method, String spec) {
    Class<?> type = caller.lookupClass();
    Point point = Point.of(type, kind, method, spec);
    if (site.parameterCount() == 0) {
      return new ConstantCallSite(MethodHandles.constant(site.returnType(), point.probe(type)));
    }
    return ByClassSite.of(site, type.getClassLoader(), point::probe);
  }

  /**
   * Registers an instance, or a class, as one that a gauge reads.
   *
   * @param caller the class that has the method
   * @param kind the simple name of the annotation
   * @param site without parameters for a static method, else with {@code this}
   * @param method name and descriptor of the method
   * @param spec what the annotation says
   * @param getter the method; it is read while the instance lives
   * @return a site that registers what it is called with
   */
  public static CallSite gauge(
      Lookup caller,
      String kind,
      MethodType site,
      String method,
      String spec,
      MethodHandle getter) {
    Class<?> type = caller.lookupClass();
    GaugeSite gauge = new GaugeSite(Point.of(type, kind, method, spec), type, getter);
    return new ConstantCallSite(gauge.register(site));
  }
}
