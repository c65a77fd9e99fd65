package io.tapes;

import io.tapes.recording.SafeAdder;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Counts events or amounts.
 *
 * <p>Any thread may record; recording is lock-free and never throws, on a full heap neither. It
 * allocates only when threads first contend for it, a cell for each processor at most, and does
 * without where there is no memory.
 *
 * <p>A counter is made to go up. One that is decremented all the same has the right value here, in
 * the nested map and in every format without counters of its own; backends whose counters only go
 * up are shown the increments alone, and each decrement is counted in {@code
 * tapes.counter.decrements}. What goes up and down is declared: {@link
 * MetricBuilder#upDownCounter}.
 */
public final class Counter extends Instrument {
  /*
   * What is subtracted is added up beside, in one field: it is rare, and a counter is small. Neither
   * sum ever falls, which is how readers tell a decrement from a restart.
   */
  private static final SumValue NOTHING = new SumValue(0);
  private static final AtomicLongFieldUpdater<Counter> DECREMENTS =
      AtomicLongFieldUpdater.newUpdater(Counter.class, "decrements");

  private final SafeAdder increments;
  private final @Nullable Counter allDecrements;
  private volatile long decrements;

  /** One of the registry's own. */
  Counter() {
    this(new SafeAdder(), null);
  }

  /**
   * With its cells in a {@link Storage}.
   *
   * @param allDecrements counts the decrements of all counters
   */
  Counter(SafeAdder increments, @Nullable Counter allDecrements) {
    this.increments = increments;
    this.allDecrements = allDecrements;
  }

  /** Adds one. */
  public void increment() {
    increments.increment();
    sample(1);
  }

  /**
   * Adds an amount.
   *
   * @param amount how much; a negative amount is a decrement
   */
  public void increment(long amount) {
    if (amount < 0) {
      decrement(-amount);
    } else {
      increments.add(amount);
      sample((double) amount);
    }
  }

  /**
   * Adds an amount and keeps an exemplar of it, the newest of the counter.
   *
   * @param amount how much; a negative amount is a decrement, of which no exemplar is kept
   * @param exemplar what led to it
   */
  public void increment(long amount, Exemplar exemplar) {
    if (amount < 0) {
      decrement(-amount);
    } else {
      increments.add(amount);
      keepExemplar(exemplar, (double) amount);
    }
  }

  /** Subtracts one; see the class for what backends are shown. */
  public void decrement() {
    decrement(1);
  }

  /**
   * Subtracts an amount; see the class for what backends are shown.
   *
   * @param amount how much; a negative amount is an increment
   */
  public void decrement(long amount) {
    if (amount < 0) {
      increments.add(-amount);
      return;
    }
    subtract(amount);
    if (allDecrements != null) {
      allDecrements.increment();
    }
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
      Class<? extends Throwable> type, TimeRecorder.Work<T, E> work) throws E {
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
      Class<? extends Throwable> type, TimeRecorder.Task<E> task) throws E {
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

  /** In the field first, and then where the increments are. */
  private void subtract(long amount) {
    increments.subtracted(DECREMENTS.addAndGet(this, amount));
  }

  /**
   * Adds what another counter counted, such as one of another process.
   *
   * @param other its value, or what has come to that
   */
  public void merge(SumValue other) {
    if (other.decrements() != 0) {
      subtract(other.decrements());
    }
    increments.add(other.increased().value());
  }

  /**
   * Returns the value now.
   *
   * @return increments less decrements that happened before the call, perhaps some that overlap it
   */
  public long value() {
    // In this order, so that a thread that increments before decrementing is never seen below 0.
    long down = decrements;
    return increments.sum() - down;
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
    long down = decrements;
    long value = increments.sum() - down;
    return last.value() == value && last.decrements() == down
        ? last
        : keep(new SumValue(value, down));
  }
}
