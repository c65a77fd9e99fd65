package io.tapes;

import io.tapes.recording.CompensatedAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts amounts with fractions, such as seconds of processor time or money.
 *
 * <p>The sum is right to 10<sup>-12</sup> of itself, over any number of additions by any threads,
 * and over any number of processes: nothing small is forgotten beside something large. Any thread
 * may record; recording is lock-free and never throws, on a full heap neither. It allocates only
 * when threads first contend for it.
 */
public final class DoubleCounter extends Instrument {
  private static final SumValue NOTHING = SumValue.ofDouble(0);

  private final CompensatedAdder adder;
  private final DroppedRecords dropped;

  /** With its cells, such as those in a {@link BlackBox}. */
  DoubleCounter(CompensatedAdder adder, DroppedRecords dropped) {
    this.adder = adder;
    this.dropped = dropped;
  }

  /**
   * Adds an amount.
   *
   * @param amount how much; a negative or infinite amount and not a number are dropped and counted,
   *     and so is one that would make the sum infinite
   */
  public void add(double amount) {
    if (tryAdd(amount)) {
      sample(amount);
    }
  }

  /**
   * Adds an amount and keeps an exemplar of it, the newest of the counter.
   *
   * @param amount how much, as {@link #add(double)} takes it
   * @param exemplar what led to it; not kept if the amount is dropped
   */
  public void add(double amount, Exemplar exemplar) {
    if (tryAdd(amount)) {
      keepExemplar(exemplar, amount);
    }
  }

  private boolean tryAdd(double amount) {
    boolean added = amount >= 0 && adder.add(amount);
    if (!added) {
      dropped.add(this);
    }
    return added;
  }

  /**
   * Adds what another counter counted, such as one of another process.
   *
   * @param other its value, or what has come to that
   */
  public void merge(SumValue other) {
    tryAdd(other.toDouble());
  }

  /**
   * Returns the value now.
   *
   * @return what was added before the call, perhaps some that overlaps it
   */
  public double value() {
    return adder.sum();
  }

  @Override
  synchronized @Nullable Series series(long nanos, long wallMillis) {
    return super.series(nanos, wallMillis);
  }

  @Override
  synchronized SumValue read(long nanos, long wallMillis) {
    SumValue last = known(NOTHING);
    // What moves between two words of a sum at this moment may be missing: it never falls.
    double value = hasEnded() ? 0 : adder.sum();
    return value > last.toDouble() ? keep(SumValue.ofDouble(value)) : last;
  }
}
