package io.tapes.annotations.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Registry;
import io.tapes.testing.Garbage;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GaugeSiteTest {
  private final Registry registry = Registry.create();

  @BeforeEach
  void bind() {
    Registries.reset();
    Registries.use(Queue.class, GaugeSiteTest.class.getName(), registry);
  }

  @AfterEach
  void unbind() {
    Registries.reset();
  }

  /** All equal, as values may be. */
  private static class Queue {
    final int depth;

    Queue(int depth) {
      this.depth = depth;
    }

    int depth() {
      if (depth < 0) {
        throw new IllegalStateException("broken");
      }
      return depth;
    }

    @SuppressWarnings("UnusedMethod") // by handle
    static long total() {
      return 42;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Queue;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  private static final class Deep extends Queue {
    Deep(int depth) {
      super(depth);
    }
  }

  private static MethodHandle site(String spec) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup().in(Queue.class);
    MethodHandle getter =
        MethodHandles.lookup().findVirtual(Queue.class, "depth", MethodType.methodType(int.class));
    MethodType type = MethodType.methodType(void.class, Object.class);
    return Bootstraps1.gauge(lookup, "Gauged", type, "depth()I", spec, getter).dynamicInvoker();
  }

  private double number(String path) {
    return registry.snapshot().number(path);
  }

  @Test
  void instances_areCombinedAsAsked() throws Throwable {
    List<Queue> alive = new ArrayList<>(List.of(new Queue(4), new Queue(1), new Queue(2)));
    for (String how : List.of("SUM", "MAX", "MIN", "MEAN", "LAST")) {
      MethodHandle register = site("value=depth." + how + "\ninstances=" + how);
      for (Queue each : alive) {
        register.invoke((Object) each);
        register.invoke((Object) each);
      }
    }

    assertEquals(7, number("depth.SUM.value"));
    assertEquals(4, number("depth.MAX.value"));
    assertEquals(1, number("depth.MIN.value"));
    assertEquals(7 / 3.0, number("depth.MEAN.value"), 1e-12);
    assertEquals(2, number("depth.LAST.value"));
    assertEquals(3, alive.size());
  }

  @Test
  void instances_goWithTheirLastReference_andTheGaugeWithThem() throws Throwable {
    Object[] held = {new Queue(5)};
    MethodHandle register = site("value=depth");
    register.invoke(held[0]);
    assertEquals(5, number("depth.value"));

    WeakReference<Object> gone = new WeakReference<>(held[0]);
    held[0] = null;
    Garbage.await(() -> gone.get() == null, "something still holds the instance");
    assertTrue(registry.snapshot().series().isEmpty(), registry.snapshot().toString());

    held[0] = new Queue(6);
    register.invoke(held[0]);
    assertEquals(6, number("depth.value"));
    assertEquals(6, ((Queue) held[0]).depth());
  }

  @Test
  void concreteClass_namesTheGauge_andConstructorsShareIt() throws Throwable {
    Queue queue = new Queue(1);
    Deep deep = new Deep(10);
    MethodHandle oneConstructor = site("value={}.depth");
    MethodHandle otherConstructor = site("value={}.depth");
    oneConstructor.invoke((Object) queue);
    otherConstructor.invoke((Object) queue);
    otherConstructor.invoke((Object) deep);

    assertEquals(1, number("Queue.depth.value"));
    assertEquals(10, number("Deep.depth.value"));
    assertEquals(11, queue.depth() + deep.depth());
  }

  @Test
  void failingInstance_leavesTheOthers_andIsCountedWhenAlone() throws Throwable {
    Queue broken = new Queue(-1);
    Queue fine = new Queue(3);
    MethodHandle register = site("value=some");
    register.invoke((Object) broken);
    register.invoke((Object) fine);
    site("value=alone").invoke((Object) broken);

    var snapshot = registry.snapshot();
    assertEquals(3, snapshot.number("some.value"));
    // Self-metrics come after the gauges were read.
    assertEquals(1, registry.counter("tapes.gauge.errors").value());
    assertEquals(3, fine.depth() * -broken.depth);
  }

  @Test
  void staticMethod_isReadWhileItsClassLives() throws Throwable {
    MethodHandle getter =
        MethodHandles.lookup().findStatic(Queue.class, "total", MethodType.methodType(long.class));
    Bootstraps1.gauge(
            MethodHandles.lookup().in(Queue.class),
            "Gauged",
            MethodType.methodType(void.class),
            "total()J",
            "",
            getter)
        .dynamicInvoker()
        .invoke();

    assertEquals(42, number("io.tapes.annotations.runtime.GaugeSiteTest.Queue.total.value"));
  }
}
