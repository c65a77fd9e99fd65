package io.tapes.recording;

import io.tapes.distribution.Distribution;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One share of a distribution's counts: cells, sum and extremes with one writer at a time. That is
 * the thread which owns the stripe, or whichever thread has claimed it for one record.
 *
 * <p>The writer stores the sum and the extremes before the cell and a reader loads them after the
 * cells. So a counted value always lies within the extremes that are read with it, and the sum may
 * be ahead of the cells by what is recorded at that moment, never behind. Last of all the writer
 * stores the sum once more, as {@link #committed}, and a reader loads that first: where it equals
 * the sum after the cells, nothing was under way; and as long as it stays, nothing was added.
 *
 * <p>A record is whole or has not happened, whatever is thrown in the middle of it: what can need
 * memory comes first, and stores that a full stack interrupts are taken back or completed.
 */
public class Stripe extends StripeState {
  /** Stands where there is no stripe yet; claimed for ever, so that no thread writes it. */
  public static final Stripe NONE = new Stripe();

  /** Looked up before it is caught, as in {@link SafeAdder}. */
  static final Class<?> FULL = OutOfMemoryError.class;

  private static final VarHandle CLAIMED;
  private static final VarHandle OWNER;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      CLAIMED = lookup.findVarHandle(Stripe.class, "claimed", int.class);
      OWNER = lookup.findVarHandle(Stripe.class, "owner", Thread.class);
      NONE.claimed = 1;
      // The first call links what it calls, which needs memory; behind a record that were too late.
      new Stripe().tryRecord(0, 0);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** So many records in a row by one thread are not chance; a thousand cost some microseconds. */
  private static final int MANY_USES = 1_000;

  /** The line behind. */
  long trail1;

  long trail2;
  long trail3;
  long trail4;
  long trail5;
  long trail6;
  long trail7;

  /** Returns the thread that owns it, null if none does; a hint to all but that thread. */
  public final @Nullable Thread owner() {
    return owner;
  }

  /** Returns whether the calling thread, which is this one, owns it. */
  public final boolean isOwnedBy(Thread me) {
    return owner == me;
  }

  /** Makes the thread the only writer as long as it lives, if there is no such thread yet. */
  public boolean tryOwn(Thread thread) {
    // That isAlive() was false happens after all that the last owner did.
    Thread last = (Thread) OWNER.getAcquire(this);
    return (last == null || !last.isAlive())
        && !VirtualThreads.isVirtual(thread)
        && OWNER.compareAndSet(this, last, thread);
  }

  /** Refers no longer to an owner that has ended. */
  void forgetTheDead() {
    Thread last = (Thread) OWNER.getAcquire(this);
    // The state is a field, isAlive() may be a native call; but only that orders what was written.
    if (last != null && last.getState() == Thread.State.TERMINATED && !last.isAlive()) {
      OWNER.compareAndSet(this, last, null);
    }
  }

  /** Records unless another thread has claimed the stripe; for stripes without an owner. */
  public boolean tryRecord(int index, long value) {
    return tryClaim() && recordAndRelease(index, value);
  }

  /** As {@link #record}, by who has claimed the stripe for it or owns it. */
  public boolean recordAndRelease(int index, long value) {
    try {
      boolean recorded = record(index, value);
      CLAIMED.setRelease(this, 0);
      return recorded;
    } catch (Throwable e) {
      // No call: the stack may be full.
      claimed = 0;
      throw e;
    }
  }

  /** Returns whether the thread with that id has long been the only one to use a shared stripe. */
  public boolean isKeptBy(int id) {
    if (user != id) {
      user = id;
      uses = 0;
    }
    if (++uses < MANY_USES) {
      return false;
    }
    uses = 0;
    return true;
  }

  /** Makes the caller the only writer until it releases the stripe; false if there is one. */
  public boolean tryClaim() {
    return claimed == 0 && CLAIMED.compareAndSet(this, 0, 1);
  }

  /** Records; for the only writer. Returns false if that takes memory and there is none. */
  public boolean record(int index, long value) {
    int[] known = cells;
    int position = index - first;
    // One unsigned comparison, which the compiler recognises, finds both ends of the window.
    if (position + Integer.MIN_VALUE >= known.length + Integer.MIN_VALUE) {
      if (!widen(index)) {
        return false;
      }
      known = cells;
      position = index - first;
    }
    long oldSum = sum;
    long newSum = oldSum + value;
    long oldMin = min;
    long oldMax = max;
    int count = known[position] + 1;
    try {
      sum = newSum;
      if (value < oldMin) {
        min = value;
      }
      if (value > oldMax) {
        max = value;
      }
      VarHandle.storeStoreFence();
      known[position] = count;
      VarHandle.storeStoreFence();
      committed = newSum;
    } catch (Throwable e) {
      // No call: the stack may be full. A reader may have seen the cell: that does not go back.
      if (known[position] == count) {
        committed = newSum;
      } else {
        sum = oldSum;
        min = oldMin;
        max = oldMax;
      }
      throw e;
    }
    if (count < 0) {
      carry();
    }
    return true;
  }

  /** Not part of a record that needs no memory: a handler there costs each of them. */
  private boolean widen(int index) {
    try {
      publish(heap().covering(index, index));
      return true;
    } catch (OutOfMemoryError full) {
      return false;
    }
  }

  /** Makes room for 2^31 more, or leaves it to the next record: there is room for that. */
  private void carry() {
    try {
      publish(heap().withRoom());
    } catch (OutOfMemoryError full) {
      return;
    }
  }

  /** As {@link #merge}, by who has claimed the stripe for it or owns it. */
  public final void mergeAndRelease(Distribution other) {
    try {
      merge(other);
    } finally {
      // No call: the stack may be full.
      claimed = 0;
    }
  }

  /** Adds every value of a distribution that has some; for the only writer. */
  protected void merge(Distribution other) {
    HeapWindow next =
        heap().covering(other.bucketIndex(0), other.bucketIndex(other.bucketCount() - 1));
    if (!next.hasRoomFor(other)) {
      next = next.withRoom();
    }
    sum += other.sum();
    min = Math.min(min, other.min());
    max = Math.max(max, other.max());
    VarHandle.storeStoreFence();
    next.add(other);
    publish(next);
    VarHandle.storeStoreFence();
    committed = sum;
  }

  /** Returns whether a thread is the only writer for one record. */
  public final boolean isClaimed() {
    return claimed != 0;
  }

  /** Returns what was recorded, for readers. */
  public final StripeWindow window() {
    return window;
  }

  /** Returns the sum of the values, ahead of the cells by the record that is under way. */
  public final long sum() {
    return sum;
  }

  /** Returns the smallest value; the greatest long while there is none. */
  public final long min() {
    return min;
  }

  /** Returns the largest value; below 0 while there is none. */
  public final long max() {
    return max;
  }

  private HeapWindow heap() {
    return (HeapWindow) window;
  }

  private void publish(HeapWindow next) {
    window = next;
    first = next.first();
    cells = next.cells;
  }
}
