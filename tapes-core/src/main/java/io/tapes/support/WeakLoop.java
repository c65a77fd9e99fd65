package io.tapes.support;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A daemon thread that works and sleeps in turn, without holding what it works for. */
public final class WeakLoop {
  /*
   * A thread that sleeps in a method of this library keeps the library's class loader alive, and
   * with it all of an application that was undeployed without a word to us. So the loop consists of
   * method handles, which are the JDK's, and reaches the work over a weak reference; no class of
   * this library is on the stack while the thread sleeps, and once it is gone the loop ends.
   *
   * A new thread also inherits the protection domains on the stack, hence the loaders of all
   * callers, and inheritable thread locals. A fork-join pool's threads do without the former, a
   * starting thread with that constructor keeps the latter away.
   */
  private WeakLoop() {}

  /**
   * Starts the thread.
   *
   * @param work says for how many milliseconds to sleep before it is called again; null ends the
   *     loop, and so does its collection
   */
  public static void start(String name, Supplier<@Nullable Long> work) {
    Runnable loop = loop(name, new WeakReference<>(work));
    ForkJoinPool pool =
        new ForkJoinPool(
            1,
            ForkJoinPool.defaultForkJoinWorkerThreadFactory,
            null,
            true,
            0,
            1,
            0,
            null,
            1,
            TimeUnit.SECONDS);
    Thread starter = new Thread(null, () -> pool.execute(loop), name + "-start", 0, false);
    starter.setDaemon(true);
    starter.start();
  }

  /** Of the JDK's classes only: name; for (long pause = 0; pause != null; pause = next) sleep. */
  private static Runnable loop(String name, WeakReference<?> work) {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    try {
      MethodHandle setName =
          lookup.findVirtual(Thread.class, "setName", methodType(void.class, String.class));
      MethodHandle named =
          MethodHandles.filterReturnValue(
              lookup.findStatic(Thread.class, "currentThread", methodType(Thread.class)),
              MethodHandles.insertArguments(setName, 1, name));
      MethodHandle isThere =
          lookup.findStatic(Objects.class, "nonNull", methodType(boolean.class, Object.class));
      MethodHandle find =
          lookup
              .findVirtual(WeakReference.class, "get", methodType(Object.class))
              .bindTo(work)
              .asType(methodType(Supplier.class));
      MethodHandle call =
          lookup
              .findVirtual(Supplier.class, "get", methodType(Object.class))
              .asType(methodType(Long.class, Supplier.class));
      MethodHandle callIfThere =
          MethodHandles.guardWithTest(
              isThere.asType(methodType(boolean.class, Supplier.class)),
              call,
              MethodHandles.empty(call.type()));
      MethodHandle next = MethodHandles.foldArguments(callIfThere, find);
      MethodHandle sleep =
          lookup
              .findStatic(Thread.class, "sleep", methodType(void.class, long.class))
              .asType(methodType(void.class, Long.class));
      MethodHandle loop =
          MethodHandles.whileLoop(
              MethodHandles.foldArguments(MethodHandles.constant(Long.class, 0L), named),
              isThere.asType(methodType(boolean.class, Long.class)),
              MethodHandles.foldArguments(MethodHandles.dropArguments(next, 0, Long.class), sleep));
      return MethodHandleProxies.asInterfaceInstance(
          Runnable.class, loop.asType(methodType(void.class)));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the JDK lacks a method that it is known to have", e);
    }
  }
}
