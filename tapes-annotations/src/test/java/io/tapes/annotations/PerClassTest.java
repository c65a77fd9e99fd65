package io.tapes.annotations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tapes.Counter;
import io.tapes.Gauge;
import io.tapes.Histogram;
import io.tapes.Meter;
import io.tapes.Registry;
import io.tapes.Tags;
import io.tapes.Timer;
import io.tapes.testing.Garbage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class PerClassTest {
  private final Registry registry = Registry.create();

  static class Base {}

  static final class One extends Base {}

  static final class Two extends Base {}

  record All(
      @ClassMetric(value = "all.{}.counter", tags = "side=left") Counter counter,
      @ClassMetric("all.{}.meter") Meter meter,
      @ClassMetric("all.{}.histogram") Histogram histogram,
      @ClassMetric("all.{}.timer") Timer timer,
      @ClassMetric("all.{}.gauge") Gauge gauge) {}

  record Unnamed(Counter counter) {}

  record NoInstrument(@ClassMetric("{}.text") String text) {}

  @Test
  void of_givesOneInstrumentPerConcreteClass() {
    PerClass<Counter> jobs = PerClass.counter(registry, "jobs.{}.done");

    assertSame(jobs.of(new One()), jobs.of(new One()));
    assertSame(jobs.of(new One()), jobs.ofClass(One.class));
    assertSame(registry.counter("jobs.One.done"), jobs.of(new One()));
    assertNotSame(jobs.of(new One()), jobs.of(new Two()));
  }

  @Test
  void everyKind_isTheRegistrysOwn_withItsTags() {
    Tags tags = Tags.of("side", "left");
    One one = new One();

    assertSame(registry.counter("c.One", tags), PerClass.counter(registry, "c.{}", tags).of(one));
    assertSame(registry.meter("m.One", tags), PerClass.meter(registry, "m.{}", tags).of(one));
    assertSame(
        registry.histogram("h.One", tags), PerClass.histogram(registry, "h.{}", tags).of(one));
    assertSame(registry.timer("t.One", tags), PerClass.timer(registry, "t.{}", tags).of(one));
    assertSame(registry.gauge("g.One", tags), PerClass.gauge(registry, "g.{}", tags).of(one));
    assertSame(registry.meter("m.One"), PerClass.meter(registry, "m.{}").of(one));
    assertSame(registry.histogram("h.One"), PerClass.histogram(registry, "h.{}").of(one));
    assertSame(registry.gauge("g.One"), PerClass.gauge(registry, "g.{}").of(one));
  }

  @Test
  void record_hasEveryKindOfInstrument() {
    All all = PerClass.of(registry, All.class).of(new Two());

    assertSame(registry.counter("all.Two.counter", Tags.of("side", "left")), all.counter());
    assertSame(registry.meter("all.Two.meter"), all.meter());
    assertSame(registry.histogram("all.Two.histogram"), all.histogram());
    assertSame(registry.timer("all.Two.timer"), all.timer());
    assertSame(registry.gauge("all.Two.gauge"), all.gauge());
  }

  @Test
  void setUp_refusesWhatCannotWork_inASentence() {
    assertSays("put {}", () -> PerClass.timer(registry, "same.for.all"));
    assertSays("unknown placeholder '{klass}'", () -> PerClass.timer(registry, "a.{klass}"));
    assertSays("use {} for the class", () -> PerClass.timer(registry, "{}.{method}"));
    assertSays("Unnamed.counter has no name", () -> PerClass.of(registry, Unnamed.class));
    assertSays("make it a Timer", () -> PerClass.of(registry, NoInstrument.class));
  }

  private static void assertSays(String part, Runnable setUp) {
    String message = assertThrows(IllegalArgumentException.class, setUp::run).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void access_allocatesNothing() {
    PerClass<Counter> jobs = PerClass.counter(registry, "jobs.{}");
    Object[] objects = {new One(), new Two(), "text", new Base()};
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20 && least != 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 10_000; i++) {
        jobs.of(objects[i % objects.length]).increment();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    // The measurement itself may be charged now and then; one object per access would be 160,000.
    assertTrue(least < 1_000, least + " bytes for 10,000 accesses");
  }

  @Test
  void classLoader_isFreed_whenTheBaseClassIsOurs() throws Exception {
    PerClass<Counter> jobs = PerClass.counter(registry, "jobs.{}");
    WeakReference<ClassLoader> loader = use(jobs, new Copy.Loader());

    Garbage.await(() -> loader.get() == null, "something still holds the loader");
    assertEquals(1, registry.counter("jobs.Copy").value());
  }

  private static WeakReference<ClassLoader> use(PerClass<Counter> jobs, ClassLoader loader)
      throws Exception {
    Class<?> copy = loader.loadClass(Copy.class.getName());
    assertNotSame(Copy.class, copy);
    jobs.of(copy.getDeclaredConstructor().newInstance()).increment();
    return new WeakReference<>(loader);
  }

  @Test
  void classLoader_isFreed_whenItsRecordMeasuresAClassOfTheJdk() throws Exception {
    WeakReference<ClassLoader> loader = measureString(registry, new Copy.Loader());

    Garbage.await(() -> loader.get() == null, "something still holds the loader");
    assertEquals(1, registry.counter("copy.String").value());
  }

  private static WeakReference<ClassLoader> measureString(Registry registry, ClassLoader loader)
      throws ReflectiveOperationException, IOException {
    var copy = loader.loadClass(Copy.class.getName());
    var measure = copy.getDeclaredMethod("measureString", Registry.class);
    measure.setAccessible(true);
    measure.invoke(null, registry);
    return new WeakReference<>(loader);
  }
}
