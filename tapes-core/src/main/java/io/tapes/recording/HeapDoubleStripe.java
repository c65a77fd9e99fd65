package io.tapes.recording;

import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import java.lang.invoke.VarHandle;

/** A {@link Stripe} of doubles on the heap, with the same order of the stores. */
public final class HeapDoubleStripe extends Stripe implements DoubleStripe {
  /*
   * Of the stripe's own fields the sum is the number of records that were begun, and what is
   * committed the number of those that are done: with them a reader tells what is whole and what has
   * not changed, which no sum of doubles would tell. Extremes are kept as keys.
   *
   * The sum is a pair: the rounded sum, and the sum of all rounding errors, each of which is known
   * exactly (Knuth's TwoSum; Neumaier, ZAMM 54, 1974). The only errors that are left are those of the
   * second sum: after n records at most n² · 2^-106 of the largest sum there was on the way, 10^-14 of
   * it after a billion. A reader that finds one half of a pair before and the other behind a record
   * errs by a rounding error of the first.
   */
  private long[][] pages = HeapPages.EMPTY.pages;

  /** Nothing is recorded yet. */
  public HeapDoubleStripe() {
    window = HeapPages.EMPTY;
  }

  @Override
  public boolean recordAndRelease(double value) {
    try {
      boolean recorded = record(value);
      claimed = 0;
      return recorded;
    } catch (Throwable e) {
      // No call: the stack may be full.
      claimed = 0;
      throw e;
    }
  }

  private boolean record(double value) {
    long key = BucketTable.DOUBLES.key(value);
    int cell = DoubleCells.cell(BucketTable.DOUBLES.index(key));
    int segment = cell / DoubleCells.BLOCK;
    long[][] known = pages;
    if (segment >= known.length || known[segment].length == 0) {
      if (!widen(segment)) {
        return false;
      }
      known = pages;
    }
    long[] page = known[segment];
    long[] pair = known[DoubleCells.SUM_SEGMENT];
    int at = cell % DoubleCells.BLOCK;
    long begun = sum + 1;
    long oldMin = min;
    long oldMax = max;
    long oldHigh = pair[DoubleCells.HIGH];
    long oldLow = pair[DoubleCells.LOW];
    double high = Double.longBitsToDouble(oldHigh);
    double next = high + value;
    long newHigh = Double.doubleToRawLongBits(next);
    long newLow =
        Double.doubleToRawLongBits(
            Double.longBitsToDouble(oldLow) + DoubleCells.error(high, value, next));
    long count = page[at] + 1;
    try {
      sum = begun;
      pair[DoubleCells.HIGH] = newHigh;
      pair[DoubleCells.LOW] = newLow;
      if (key < oldMin) {
        min = key;
      }
      if (key > oldMax) {
        max = key;
      }
      VarHandle.storeStoreFence();
      page[at] = count;
      VarHandle.storeStoreFence();
      committed = begun;
    } catch (Throwable e) {
      // No call: the stack may be full. A reader may have seen the cell: that does not go back.
      if (page[at] == count) {
        committed = begun;
      } else {
        sum = begun - 1;
        min = oldMin;
        max = oldMax;
        pair[DoubleCells.HIGH] = oldHigh;
        pair[DoubleCells.LOW] = oldLow;
      }
      throw e;
    }
    return true;
  }

  private boolean widen(int segment) {
    try {
      publish(((HeapPages) window).with(segment));
      return true;
    } catch (OutOfMemoryError full) {
      return false;
    }
  }

  private void publish(HeapPages next) {
    window = next;
    pages = next.pages;
  }

  @Override
  protected void merge(Distribution other) {
    HeapPages next = (HeapPages) window;
    for (int i = 0; i < other.bucketCount(); i++) {
      next = next.with(DoubleCells.cell(other.bucketIndex(i)) / DoubleCells.BLOCK);
    }
    publish(next);
    sum += other.count();
    min = Math.min(min, other.minKey());
    max = Math.max(max, other.maxKey());
    DoubleCells.addPair(
        pages[DoubleCells.SUM_SEGMENT],
        Double.doubleToRawLongBits(other.doubleSum()),
        Double.doubleToRawLongBits(other.restOfSum()));
    VarHandle.storeStoreFence();
    for (int i = 0; i < other.bucketCount(); i++) {
      int cell = DoubleCells.cell(other.bucketIndex(i));
      pages[cell / DoubleCells.BLOCK][cell % DoubleCells.BLOCK] += other.bucketValues(i);
    }
    VarHandle.storeStoreFence();
    committed = sum;
  }
}
