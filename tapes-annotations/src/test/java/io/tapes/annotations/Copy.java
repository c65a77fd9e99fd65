package io.tapes.annotations;

import io.tapes.Counter;
import io.tapes.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A class of an application whose class loader is thrown away. */
public class Copy {
  /** What the application measures. */
  public record Metrics(@ClassMetric("copy.{}") Counter counter) {}

  /** Made by reflection. */
  public Copy() {}

  static void measureString(Registry registry) {
    PerClass<Metrics> metrics = PerClass.of(registry, Metrics.class);
    metrics.of("text").counter().increment();
  }

  /** Loads its own copy of the class around it and of those nested there. */
  static final class Loader extends ClassLoader {
    Loader() {
      super(Copy.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(Copy.class.getName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
          byte[] bytes = file.readAllBytes();
          return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
