package io.tapes.weaver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapes.Registry;
import io.tapes.annotations.AnnotationRegistries;
import io.tapes.testing.Garbage;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When woven code asks a registry, and what it keeps alive. */
class BindingTest {
  private static final String SOURCE =
      """
      import io.tapes.annotations.*;

      public class Bound {
        @Timed("bound.timed")
        @Counted("bound.counted")
        @ExceptionMetered("bound.exceptions")
        @InFlight("bound.inflight")
        @Recorded("bound.recorded")
        public int work(int number) {
          return number < 0 ? Math.toIntExact(number * 1_000_000_000_000L) : number;
        }

        @Metered("bound.{}.metered")
        public void byClass() {}

        @Gauged("bound.gauged")
        int gauged() {
          return 7;
        }
      }
      """;

  @TempDir private Path folder;
  private final Registry registry = Registry.create();
  private final List<String> lookups = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"8", "17"})
  void name_isLookedUpOnce_howeverOftenTheMethodIsCalled(String release) throws Exception {
    Class<?> type = woven(release);
    AnnotationRegistries.useForLoaderOf(type, listening());
    Object bound = type.getConstructor().newInstance();
    call(bound, 1);
    List<String> first = List.copyOf(lookups);
    call(bound, 1_000);

    assertEquals(first, lookups);
    Map<String, Integer> times = new TreeMap<>();
    lookups.forEach(name -> times.merge(name, 1, Integer::sum));
    assertEquals(
        Map.of(
            "bound.Bound.metered", 1,
            "bound.counted", 1,
            "bound.exceptions", 1,
            "bound.gauged", 1,
            "bound.inflight", 1,
            "bound.recorded", 1,
            "bound.timed", 1),
        times);
    var snapshot = registry.snapshot();
    assertEquals(2_002, snapshot.number("bound.timed.count"));
    assertEquals(1_001, snapshot.number("bound.exceptions.count"));
    assertEquals(1_001, snapshot.number("bound.Bound.metered.count"));
    assertEquals(7, snapshot.number("bound.gauged.value"));
    assertEquals(type, bound.getClass());
  }

  /** A constant that only the handler of exceptions asks for would not be compiled by the JIT. */
  @Test
  void firstCall_bindsEverything_evenWhatOnlyAnExceptionNeeds() throws Exception {
    Class<?> type = woven("17");
    AnnotationRegistries.useForLoaderOf(type, registry);
    Object bound = type.getConstructor().newInstance();
    type.getMethod("work", int.class).invoke(bound, 1);
    assertEquals(0, registry.snapshot().number("bound.exceptions.count"));
    assertEquals(
        List.of(
            "bound.counted",
            "bound.exceptions",
            "bound.gauged",
            "bound.inflight",
            "bound.recorded",
            "bound.timed"),
        registry.snapshot().series().stream().map(each -> each.name()).toList());
    assertEquals(type, bound.getClass());
  }

  /** The registry lives on, with what was recorded; instances, class and loader do not. */
  @Test
  void classLoader_isFreed_whenNobodyElseHoldsIt() throws Exception {
    WeakReference<ClassLoader> loader = use("17");
    Garbage.await(() -> loader.get() == null, "something still holds the loader");
    assertEquals(2, registry.snapshot().number("bound.timed.count"));
    assertEquals(1, registry.snapshot().number("bound.Bound.metered.count"));
  }

  private WeakReference<ClassLoader> use(String release) throws Exception {
    Class<?> type = woven(release);
    AnnotationRegistries.useForLoaderOf(type, registry);
    call(type.getConstructor().newInstance(), 1);
    return new WeakReference<>(type.getClassLoader());
  }

  private static void call(Object bound, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      bound.getClass().getMethod("byClass").invoke(bound);
      bound.getClass().getMethod("work", int.class).invoke(bound, 1);
      try {
        bound.getClass().getMethod("work", int.class).invoke(bound, -1);
      } catch (InvocationTargetException e) {
        assertEquals(ArithmeticException.class, e.getCause().getClass());
      }
    }
  }

  /** The registry, writing down who asks it for what. */
  private Registry listening() {
    return (Registry)
        Proxy.newProxyInstance(
            Registry.class.getClassLoader(),
            new Class<?>[] {Registry.class},
            (proxy, method, arguments) -> {
              if (arguments != null && arguments[0] instanceof String name) {
                lookups.add(name);
              }
              return method.invoke(registry, arguments);
            });
  }

  private Class<?> woven(String release) throws Exception {
    Map<String, byte[]> classes =
        Compiled.source(
            folder,
            "Bound",
            SOURCE,
            "-Xlint:-options",
            "--release",
            release,
            "-cp",
            System.getProperty("java.class.path"));
    Outcome outcome = new Weaver(Stages.JDK).weave(classes.get("Bound"));
    assertEquals(List.of(), outcome.errors());
    return new Linker(Map.of("Bound", outcome.file())).loadClass("Bound");
  }
}
