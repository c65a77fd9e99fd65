package io.tapes.annotations;

import io.tapes.Registry;
import io.tapes.annotations.runtime.Registries;

/**
 * Which registry the annotations of a class record into. The global one, unless something is set
 * here: the nearest of class, outer class, package, package above, class loader, default.
 *
 * <p>Any thread, before the class records for the first time: its metrics are bound then and stay
 * where they are. The registry is kept as long as the class that it was set with.
 */
public final class AnnotationRegistries {
  private AnnotationRegistries() {}

  /**
   * Sets the registry of a class and those nested in it.
   *
   * @param type the class
   * @param registry the registry
   * @throws IllegalStateException if the class has metrics already
   */
  public static void useForClass(Class<?> type, Registry registry) {
    Registries.use(type, type.getName(), registry);
  }

  /**
   * Sets the registry of a class's package and those below it, as far as the class loader has them.
   *
   * @param member a class of the package
   * @param registry the registry
   * @throws IllegalStateException if a class of the package has metrics already
   */
  public static void useForPackageOf(Class<?> member, Registry registry) {
    Registries.use(member, member.getPackageName(), registry);
  }

  /**
   * Sets the registry of all classes of a class loader.
   *
   * @param member a class of the loader
   * @param registry the registry
   * @throws IllegalStateException if a class of the loader has metrics already
   */
  public static void useForLoaderOf(Class<?> member, Registry registry) {
    Registries.use(member, "", registry);
  }

  /**
   * Sets the registry of all that have none set.
   *
   * @param registry the registry
   * @throws IllegalStateException if any class has metrics already
   */
  public static void useByDefault(Registry registry) {
    Registries.useByDefault(registry);
  }
}
