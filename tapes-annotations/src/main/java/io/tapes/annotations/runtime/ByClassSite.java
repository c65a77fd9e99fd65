package io.tapes.annotations.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A place in woven code that finds its probe by the class of {@code this}. */
final class ByClassSite extends MutableCallSite {
  /*
   * The first classes seen become a chain of comparisons, whose results the JIT knows as constants;
   * all further ones are looked up in a ClassValue. The chain holds its classes strongly, so it
   * takes only those of the class loader that woven code itself belongs to: any other might be
   * thrown away before. Each link makes the JIT compile again what uses it, hence the limit.
   */
  private static final int LINKS = 4;
  private static final MethodHandle REST =
      Handles.find(
          MethodHandles.lookup(),
          "rest",
          MethodType.methodType(Object.class, ByClassSite.class, Object.class));
  private static final MethodHandle IS =
      Handles.find(
          MethodHandles.lookup(),
          "is",
          MethodType.methodType(boolean.class, Class.class, Object.class));

  private final @Nullable ClassLoader home;
  private final ClassValue<Object> probes;
  private final Set<Class<?>> linked = new HashSet<>();
  private volatile boolean full;

  ByClassSite(MethodType type, @Nullable ClassLoader home, Function<Class<?>, Object> newProbe) {
    super(type);
    this.home = home;
    this.probes =
        new ClassValue<>() {
          @Override
          protected Object computeValue(Class<?> concrete) {
            return newProbe.apply(concrete);
          }
        };
  }

  /** A site with an empty chain. */
  static ByClassSite of(
      MethodType type, @Nullable ClassLoader home, Function<Class<?>, Object> newProbe) {
    ByClassSite site = new ByClassSite(type, home, newProbe);
    site.setTarget(MethodHandles.insertArguments(REST, 0, site).asType(type));
    return site;
  }

  @SuppressWarnings("UnusedMethod") // by handle
  private static boolean is(Class<?> type, Object receiver) {
    return receiver.getClass() == type;
  }

  /** The end of the chain. */
  @SuppressWarnings("UnusedMethod") // by handle
  private static Object rest(ByClassSite site, Object receiver) {
    Class<?> seen = receiver.getClass();
    Object probe = site.probes.get(seen);
    if (!site.full && seen.getClassLoader() == site.home) {
      site.link(seen, probe);
    }
    return probe;
  }

  private synchronized void link(Class<?> seen, Object probe) {
    if (linked.size() == LINKS || !linked.add(seen)) {
      return;
    }
    full = linked.size() == LINKS;
    Class<?> parameter = type().parameterType(0);
    MethodHandle constant =
        MethodHandles.dropArguments(
            MethodHandles.constant(type().returnType(), probe), 0, parameter);
    MethodHandle test =
        MethodHandles.insertArguments(IS, 0, seen)
            .asType(MethodType.methodType(boolean.class, parameter));
    setTarget(MethodHandles.guardWithTest(test, constant, getTarget()));
  }
}
