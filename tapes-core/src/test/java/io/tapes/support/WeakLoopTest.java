package io.tapes.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.Tapes;
import io.tapes.testing.Garbage;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WeakLoopTest {
  @Test
  void itWorksInADaemonThread_untilTheWorkSaysSo() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    Supplier<Long> work =
        () -> {
          thread.set(Thread.currentThread());
          if (calls.incrementAndGet() < 3) {
            return 1L;
          }
          done.countDown();
          return null;
        };
    WeakLoop.start("a-loop", work);
    done.await();
    assertEquals("a-loop", thread.get().getName());
    assertTrue(thread.get().isDaemon());
    thread.get().join();
    assertFalse(thread.get().isAlive());
    assertEquals(3, calls.get());
  }

  @Test
  void itEnds_whenNobodyElseHasTheWork() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CountDownLatch begun = new CountDownLatch(1);
    start(thread, begun);
    begun.await();
    for (int tries = 0; thread.get().isAlive(); tries++) {
      assertTrue(tries < 1_000, "the thread holds its work");
      System.gc();
      thread.get().join(10);
    }
  }

  private static void start(AtomicReference<Thread> thread, CountDownLatch begun) {
    WeakLoop.start(
        "b-loop",
        new Supplier<Long>() {
          @Override
          public Long get() {
            thread.set(Thread.currentThread());
            begun.countDown();
            return 1L;
          }
        });
  }

  /**
   * As an application server drops an application: without a word to the library in it. In a JVM of
   * its own, which clears what only the JDK's caches hold softly at the first collection.
   */
  @Test
  void aClassLoaderThatNobodyUses_isFreed_althoughItsTickerSleeps() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-cp",
                System.getProperty("java.class.path"),
                WeakLoopTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  /** Fails unless the loader of another copy of this library is freed. */
  public static void main(String[] arguments) throws Exception {
    WeakReference<ClassLoader> loader = new WeakReference<>(useElsewhere());
    assertEquals(new Last("x"), new Last("x"));
    assertEquals("x".hashCode(), new Last("x").hashCode());
    Garbage.await(() -> loader.get() == null, "something holds the class loader");
  }

  /**
   * Takes the place of a record of the copy: the JDK keeps the type for which it made a record's
   * methods last (up to JDK 18).
   */
  private record Last(String one) {}

  /** The global registry of another copy of this library, with all instruments that tick. */
  private static ClassLoader useElsewhere() throws Exception {
    URL classes = Tapes.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader other =
        new URLClassLoader(new URL[] {classes}, WeakLoopTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
              Class<?> known = findLoadedClass(name);
              if (known == null && name.startsWith("io.tapes.")) {
                return findClass(name);
              }
              return known == null ? super.loadClass(name, resolve) : known;
            }
          }
        };
    Class<?> tapes = other.loadClass("io.tapes.Tapes");
    for (String kind : new String[] {"timer", "meter", "histogram"}) {
      tapes.getMethod(kind, String.class).invoke(null, "a." + kind);
    }
    tapes.getMethod("getStats").invoke(null);
    Class<?> ticker = other.loadClass("io.tapes.Ticker");
    assertEquals(other, ticker.getClassLoader());
    return other;
  }
}
