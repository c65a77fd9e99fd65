package io.tapes.sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tapes.Registry;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread that calls sources leaves nothing behind. */
@Timeout(120)
class SourceThreadTest {
  private static final AtomicReference<Thread> CALLER = new AtomicReference<>();

  /** A source whose class belongs to a class loader of its own, as a redeployed application's. */
  private static WeakReference<ClassLoader> readOnce() {
    Registry registry = Registry.create();
    ClassLoader loader = new ClassLoader(SourceThreadTest.class.getClassLoader()) {};
    InvocationHandler source =
        (proxy, method, args) -> {
          CALLER.set(Thread.currentThread());
          return 1.0;
        };
    registry.gauge(
        "g",
        (DoubleSupplier)
            Proxy.newProxyInstance(loader, new Class<?>[] {DoubleSupplier.class}, source));
    Thread.currentThread().setContextClassLoader(loader);
    try {
      assertEquals(1, registry.snapshot().number("g.value"));
    } finally {
      Thread.currentThread().setContextClassLoader(SourceThreadTest.class.getClassLoader());
    }
    return new WeakReference<>(loader);
  }

  @Test
  void anIdleThread_endsAndKeepsNoClassLoader() throws InterruptedException {
    WeakReference<ClassLoader> loader = readOnce();
    Thread caller = CALLER.getAndSet(null);
    caller.join(); // it ends by itself, though nobody told it that the registry is gone
    assertFalse(caller.isAlive());
    while (loader.get() != null) {
      System.gc();
    }
  }
}
