package io.tapes;

import io.tapes.recording.SafeAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts events or amounts.
 *
 * <p>Any thread may record; recording is lock-free and never throws, on a full heap neither. It
 * allocates only when threads first contend for it, a cell for each processor at most, and does
 * without where there is no memory. A counter that was ever decremented is shown as a gauge to
 * backends whose counters only go up.
 */
public final class Counter extends Instrument {
  private static final SumValue NOTHING = new SumValue(0);

  private final SafeAdder adder;
  private final @Nullable BoxEntry entry;
  private volatile boolean decremented;

  Counter() {
    this(new SafeAdder(), null);
  }

  /** With its cells, and an entry that says whether it was decremented, in a {@link BlackBox}. */
  Counter(SafeAdder adder, @Nullable BoxEntry entry) {
    this.adder = adder;
    this.entry = entry;
  }

  /** Adds one. */
  public void increment() {
    adder.increment();
  }

  /**
   * Adds an amount.
   *
   * @param amount how much; a negative amount is a decrement
   */
  public void increment(long amount) {
    if (amount < 0) {
      markDecremented();
    }
    adder.add(amount);
  }

  /** Subtracts one, and marks the counter as one that goes down too. */
  public void decrement() {
    decrement(1);
  }

  /**
   * Subtracts an amount, and marks the counter as one that goes down too.
   *
   * @param amount how much
   */
  public void decrement(long amount) {
    markDecremented();
    adder.add(-amount);
  }

  /**
   * Does some work and counts it if it throws an exception of a type, which is passed on.
   *
   * <p>Every lambda and every method reference with a result can be passed; see {@link Timer#time}.
   *
   * @param type which exceptions to count, those of subclasses included
   * @param work what to do
   * @param <T> the type of the result
   * @param <E> what the work may throw, passed on untouched
   * @return what the work returned
   * @throws E if the work throws it
   */
  public <T, E extends Throwable> T countExceptions(
      Class<? extends Throwable> type, Timer.Work<T, E> work) throws E {
    try {
      return work.call();
    } catch (Throwable thrown) {
      count(type, thrown);
      throw thrown;
    }
  }

  /**
   * Does some work without a result and counts it if it throws an exception of a type, which is
   * passed on.
   *
   * @param type which exceptions to count, those of subclasses included
   * @param task what to do
   * @param <E> what the task may throw, passed on untouched
   * @throws E if the task throws it
   */
  public <E extends Throwable> void countExceptions(
      Class<? extends Throwable> type, Timer.Task<E> task) throws E {
    try {
      task.run();
    } catch (Throwable thrown) {
      count(type, thrown);
      throw thrown;
    }
  }

  private void count(Class<? extends Throwable> type, Throwable thrown) {
    if (type.isInstance(thrown)) {
      increment();
    }
  }

  /** Written once: threads that decrement must not fight for its cache line. */
  private void markDecremented() {
    if (!decremented) {
      if (entry != null) {
        entry.flag();
      }
      decremented = true;
    }
  }

  /**
   * The value now.
   *
   * @return increments less decrements that happened before the call, perhaps some that overlap it
   */
  public long value() {
    return adder.sum();
  }

  @Override
  synchronized @Nullable Series series(long nanos, long wallMillis) {
    return super.series(nanos, wallMillis);
  }

  @Override
  synchronized SumValue read(long nanos, long wallMillis) {
    SumValue last = known(NOTHING);
    if (hasEnded()) {
      return last;
    }
    long value = adder.sum();
    // The flag is read after the sum: a sum that holds a decrement comes with the flag.
    boolean down = decremented;
    return last.value() == value && last.decremented() == down
        ? last
        : keep(new SumValue(value, down));
  }
}
