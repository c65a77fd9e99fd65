package io.tapes;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Measures work with two numbers, as a {@link Timer} does, and wraps work that is done later. Any
 * thread may use it.
 */
public interface TimeRecorder {
  /**
   * Returns the start of a timing that is nothing but a number.
   *
   * @return what {@link #recordSince} takes
   */
  long startNanos();

  /**
   * Records the time since a start. Called again, it records another duration since then.
   *
   * @param startNanos what {@link #startNanos} returned
   */
  void recordSince(long startNanos);

  /**
   * Returns a task that is timed each time it runs, also when it throws.
   *
   * <p>A lambda with a result could be a {@link Supplier} or a {@link Callable}: declare it as one
   * of the two first.
   *
   * @param task what to do
   * @return a task that does the same
   */
  default Runnable wrap(Runnable task) {
    return new TimedWork.OfRunnable(this, task);
  }

  /**
   * Returns a task that is timed each time it is called, also when it throws.
   *
   * @param task what to do
   * @param <T> the type of the result
   * @return a task that does the same
   */
  default <T> Callable<T> wrap(Callable<T> task) {
    return new TimedWork.OfCallable<>(this, task);
  }

  /**
   * Returns a supplier that is timed each time it is asked, also when it throws.
   *
   * @param work what to do
   * @param <T> the type of the result
   * @return a supplier of the same
   */
  default <T> Supplier<T> wrap(Supplier<T> work) {
    return new TimedWork<>(this, work);
  }

  /**
   * Work with a result.
   *
   * @param <T> the type of the result
   * @param <E> what it may throw
   */
  @FunctionalInterface
  interface Work<T, E extends Throwable> extends Task<E> {
    // It is a task, so that it is the more specific of the two where the compiler cannot tell
    // which of them an overloaded method reference is.

    /**
     * Does the work.
     *
     * @return its result
     * @throws E as it likes
     */
    T call() throws E;

    /** Does the work and forgets the result. */
    @Override
    default void run() throws E {
      call();
    }
  }

  /**
   * Work without a result.
   *
   * @param <E> what it may throw
   */
  @FunctionalInterface
  interface Task<E extends Throwable> {
    /**
     * Does the work.
     *
     * @throws E as it likes
     */
    void run() throws E;
  }
}
