package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code of the user's that fills the stack does not break the first initialisation of a class. */
class ClassInitialisationTest {
  /** Runs in a class loader that has seen nothing of the library yet. */
  public static final class Application implements Callable<Double> {
    private final boolean reentrant;

    public Application(boolean reentrant) {
      this.reentrant = reentrant;
    }

    @Override
    public Double call() {
      Registry registry = Registry.create();
      registry.counter("hits").increment();
      registry.timer("t"); // not recorded into, let alone read
      registry.histogram("z").record(1);
      Registry other = Registry.create();
      other.timer("t").record(Duration.ofMillis(1));
      registry.gauge(
          "ratio", reentrant ? () -> registry.snapshot().number("hits.value") : () -> deep(other));
      registry.snapshot();
      Registry later = Registry.create();
      later.histogram("h").record(3);
      later.timer("t").record(Duration.ofMillis(1));
      Snapshot seen = later.snapshot();
      return seen.number("h.max") + seen.plus(seen).number("t.count");
    }

    /** Uses the library at every depth, first of all at the end of the stack. */
    @SuppressWarnings("InfiniteRecursion") // to the end of the stack
    private double deep(Registry used) {
      try {
        return 1 + deep(used);
      } finally {
        used.snapshot().toMap();
      }
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    String[] entries = System.getProperty("java.class.path").split(File.pathSeparator, -1);
    URL[] urls = new URL[entries.length];
    for (int i = 0; i < entries.length; i++) {
      urls[i] = Path.of(entries[i]).toUri().toURL();
    }
    return urls;
  }

  @ParameterizedTest
  @CsvSource({"true,200", "true,256", "true,300", "true,400", "false,200", "false,300"})
  void aSourceAtTheEndOfTheStack_leavesOtherRegistriesWhole(boolean reentrant, int stackKib)
      throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Callable<?> application =
          (Callable<?>)
              loader
                  .loadClass(Application.class.getName())
                  .getConstructor(boolean.class)
                  .newInstance(reentrant);
      FutureTask<?> task = new FutureTask<>(application);
      new Thread(null, task, "reader", stackKib * 1024L).start();
      assertEquals(5.0, task.get());
    }
  }
}
