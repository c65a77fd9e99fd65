package io.tapes;

import io.tapes.recording.SafeAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what comes and goes, such as requests under way or connections in use: a number that is
 * added to and subtracted from, and is shown as a gauge where counters only go up.
 *
 * <p>Over several processes it adds up, those that have ended included. What a process leaves
 * behind when it dies, such as requests that are not answered any more, is better shown by a gauge
 * that is aggregated by {@link Aggregation#LIVE_SUM}.
 *
 * <p>Any thread may record; recording is lock-free and never throws, on a full heap neither. It
 * allocates only when threads first contend for it, as {@link Counter} does.
 */
public final class UpDownCounter extends Instrument {
  /*
   * Two sums that never fall, both striped, as one goes up about as often as the other. In a black
   * box the decrements are on the heap, and the highest sum of them is copied to the file: a thread
   * copies one that has what it added.
   */
  private static final SumValue NOTHING = new SumValue(0);

  private final SafeAdder increments;
  private final SafeAdder decrements = new SafeAdder();

  /** With its cells in a {@link Storage}. */
  UpDownCounter(SafeAdder increments) {
    this.increments = increments;
  }

  /** Adds one. */
  public void increment() {
    increments.increment();
  }

  /**
   * Adds an amount.
   *
   * @param amount how much; a negative amount is a decrement
   */
  public void increment(long amount) {
    add(amount);
  }

  /** Subtracts one. */
  public void decrement() {
    subtract(1);
  }

  /**
   * Subtracts an amount.
   *
   * @param amount how much; a negative amount is an increment
   */
  public void decrement(long amount) {
    if (amount < 0) {
      increments.add(-amount);
    } else {
      subtract(amount);
    }
  }

  /**
   * Adds an amount.
   *
   * @param amount how much; a negative amount is subtracted
   */
  public void add(long amount) {
    if (amount < 0) {
      subtract(-amount);
    } else {
      increments.add(amount);
    }
  }

  private void subtract(long amount) {
    decrements.add(amount);
    if (increments.keepsSubtracted()) {
      increments.subtracted(decrements.sum());
    }
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
   * @return what was added less what was subtracted before the call, perhaps some that overlaps it
   */
  public long value() {
    // In this order, so that a thread that adds before subtracting is never seen below 0.
    long down = decrements.sum();
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
    long down = decrements.sum();
    long value = increments.sum() - down;
    return last.value() == value && last.decrements() == down
        ? last
        : keep(new SumValue(value, down));
  }
}
