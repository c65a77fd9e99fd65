package io.tapes.annotations.runtime;

import io.tapes.Registry;
import io.tapes.Tapes;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which registry the metrics of a class go to. Any thread.
 *
 * <p>Users call this through {@code io.tapes.annotations.AnnotationRegistries}.
 */
public final class Registries {
  /*
   * No class loader may live longer because of what stands here. The settings of a class loader are
   * held by one of its classes, and here only weakly; the set of bound classes is weak as well. A
   * registry may know classes of the loader, which is why it must not stand in a static map.
   */
  private static final Object LOCK = new Object();

  private static final Map<ClassLoader, WeakReference<Settings>> BY_LOADER = new WeakHashMap<>();
  private static final Map<Class<?>, Boolean> BOUND = new WeakHashMap<>();
  private static @Nullable Registry byDefault;

  /** Keeps the settings of a class loader alive as long as the class that they were made with. */
  private static final ClassValue<Map<Settings, Boolean>> ANCHOR =
      new ClassValue<>() {
        @Override
        protected Map<Settings, Boolean> computeValue(Class<?> type) {
          return new HashMap<>();
        }
      };

  private Registries() {}

  /**
   * Returns the registry of a class, from now on fixed.
   *
   * @param type the class that has the annotation
   * @return that set for the class, else for its package, else its class loader, else the default
   */
  public static Registry bind(Class<?> type) {
    synchronized (LOCK) {
      BOUND.put(type, true);
      Settings settings = settings(type.getClassLoader());
      Registry found = settings == null ? null : settings.find(type);
      if (found == null) {
        found = byDefault;
      }
      return found == null ? Tapes.registry() : found;
    }
  }

  /**
   * Sets the registry of whatever has none set.
   *
   * @param registry the registry
   */
  public static void useByDefault(Registry registry) {
    synchronized (LOCK) {
      for (Class<?> bound : BOUND.keySet()) {
        refuse(bound, "by default");
      }
      byDefault = registry;
    }
  }

  /**
   * Sets the registry of a class loader, a package with those below it, or a class.
   *
   * @param member a class of the loader
   * @param name empty, the name of the package, or the name of the class
   * @param registry the registry
   * @throws IllegalStateException if a class that this is about has metrics already
   */
  public static void use(Class<?> member, String name, Registry registry) {
    ClassLoader loader = member.getClassLoader();
    synchronized (LOCK) {
      for (Class<?> bound : BOUND.keySet()) {
        if (bound.getClassLoader() == loader && Settings.covers(name, bound.getName())) {
          refuse(bound, name.isEmpty() ? "for its class loader" : "for '" + name + "'");
        }
      }
      Settings settings = settings(loader);
      if (settings == null) {
        settings = new Settings();
        BY_LOADER.put(loader, new WeakReference<>(settings));
      }
      settings.registries.put(name, registry);
      ANCHOR.get(member).put(settings, true);
    }
  }

  private static void refuse(Class<?> bound, String how) {
    throw new IllegalStateException(
        "the metrics of %s are in a registry already; set the registry %s before its first use"
            .formatted(bound.getName(), how));
  }

  private static @Nullable Settings settings(@Nullable ClassLoader loader) {
    WeakReference<Settings> known = BY_LOADER.get(loader);
    return known == null ? null : known.get();
  }

  /** Forgets everything, for tests. */
  static void reset() {
    synchronized (LOCK) {
      BY_LOADER.clear();
      BOUND.clear();
      byDefault = null;
    }
  }

  /** Of one class loader: by name of class or package, the empty one for all. */
  private static final class Settings {
    final Map<String, Registry> registries = new HashMap<>();

    @Nullable Registry find(Class<?> type) {
      for (String name = type.getName(); ; name = name.substring(0, Math.max(0, end(name)))) {
        Registry found = registries.get(name);
        if (found != null || name.isEmpty()) {
          return found;
        }
      }
    }

    /** A nested class belongs to the one around it, a class to its package. */
    private static int end(String name) {
      return Math.max(name.lastIndexOf('.'), name.lastIndexOf('$'));
    }

    static boolean covers(String name, String type) {
      return name.isEmpty()
          || type.equals(name)
          || (type.startsWith(name)
              && (type.charAt(name.length()) == '.' || type.charAt(name.length()) == '$'));
    }
  }
}
