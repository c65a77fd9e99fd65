package io.tapes.recording;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.LongAdder;

/** A {@link LongAdder} that adds also where there is no memory for one of its cells. Any thread. */
public class SafeAdder extends LongAdder {
  /*
   * A LongAdder makes a cell when threads contend for it. If that fails nothing was added, and who
   * adds goes on to a field that is there.
   */
  private static final long serialVersionUID = 1;
  private static final AtomicLongFieldUpdater<SafeAdder> BESIDE =
      AtomicLongFieldUpdater.newUpdater(SafeAdder.class, "beside");

  /**
   * What a handler catches is looked up when it first does, which takes memory: so look it up now.
   */
  static final Class<?> FULL = OutOfMemoryError.class;

  private volatile long beside;

  @Override
  public void add(long x) {
    try {
      super.add(x);
    } catch (OutOfMemoryError full) {
      addBeside(x);
    }
  }

  /** As {@link #add}, without memory. */
  final void addBeside(long x) {
    BESIDE.getAndAdd(this, x);
  }

  @Override
  public void increment() {
    add(1);
  }

  @Override
  public void decrement() {
    add(-1);
  }

  @Override
  public long sum() {
    return super.sum() + beside;
  }

  @Override
  public void reset() {
    throw new UnsupportedOperationException("what is counted is cumulative");
  }

  @Override
  public long sumThenReset() {
    throw new UnsupportedOperationException("what is counted is cumulative");
  }

  /** Returns whether {@link #subtracted} is of use. */
  public boolean keepsSubtracted() {
    return false;
  }

  /**
   * Keeps how much was subtracted from the sum elsewhere, where the sum is kept.
   *
   * @param all so far, which never falls; who tells late of less changes nothing
   */
  public void subtracted(long all) {
    // On the heap the instrument has it.
  }

  private Object writeReplace() {
    throw new UnsupportedOperationException("what is counted is not serialised");
  }
}
