package io.tapes.blackbox;

import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import io.tapes.recording.DoubleCells;
import io.tapes.recording.DoubleStripe;
import java.lang.invoke.VarHandle;

/**
 * A stripe of doubles in a {@link BlackBox}. One writer at a time, and the same order of the
 * stores.
 */
@SuppressWarnings("ReferenceEquality") // each move makes another target
final class MappedDoubleStripe extends MappedStripe implements DoubleStripe {
  /*
   * Cells of doubles lie far apart, so they are in blocks of 32, as they are in the file of a box
   * anyway. Of the stripe's own fields the sum is the number of records that were begun, and what is
   * committed the number of those that are done; and the sum is a pair of doubles; see
   * HeapDoubleStripe.
   *
   * A record that an error cuts off is looked at by the next one: if its value is in the sum, its
   * cell is raised then, and otherwise it did not happen.
   */
  private static final int NONE_CUT = -1;

  private int cutCell = NONE_CUT;
  private long cutCount;
  private long cutHigh;

  MappedDoubleStripe(MappedRecorder box) {
    super(box);
    window = MappedWindow.EMPTY_OF_DOUBLES;
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

  /**
   * Records; for the only writer.
   *
   * @param value a finite double
   * @return false if that takes memory and there is none
   */
  boolean record(double value) {
    long key = BucketTable.DOUBLES.key(value);
    int cell = DoubleCells.cell(BucketTable.DOUBLES.index(key));
    MappedWindow now = boxWindow();
    if (cutCell != NONE_CUT
        || isElsewhere()
        || !now.isReady(cell)
        || !now.isReady(DoubleCells.HIGH)) {
      try {
        now = prepared(cell);
      } catch (OutOfMemoryError full) {
        return false;
      }
    }
    long before = sum;
    long oldMin = min;
    long oldMax = max;
    long oldHigh = now.part(DoubleCells.HIGH);
    double high = Double.longBitsToDouble(oldHigh);
    double next = high + value;
    long newHigh = Double.doubleToRawLongBits(next);
    long low =
        Double.doubleToRawLongBits(
            Double.longBitsToDouble(now.part(DoubleCells.LOW))
                + DoubleCells.error(high, value, next));
    long count = now.part(cell) + 1;
    try {
      sum = before + 1;
      if (key > oldMax) {
        putMax(key);
      }
      if (key < oldMin) {
        putMin(key);
      }
      now.put(DoubleCells.HIGH, newHigh);
      now.put(DoubleCells.LOW, low);
      VarHandle.storeStoreFence();
      now.put(cell, count);
      VarHandle.storeStoreFence();
      committed = before + 1;
    } catch (Throwable e) {
      // No call: the stack may be full. What was stored cannot be told here.
      sum = before + 1;
      max = key > oldMax ? key : oldMax;
      min = key < oldMin ? key : oldMin;
      cutHigh = newHigh;
      cutCount = count;
      cutCell = cell;
      throw e;
    }
    if (!now.isInFile(cell) || !now.isInFile(DoubleCells.HIGH)) {
      isLate();
    }
    return true;
  }

  /** The window with places for a cell and the sum, after what was cut off is completed. */
  private MappedWindow prepared(int cell) {
    if (cutCell != NONE_CUT) {
      repair();
    }
    return placed(cell, DoubleCells.HIGH);
  }

  private void repair() {
    MappedWindow now = boxWindow();
    if (now.part(DoubleCells.HIGH) != cutHigh) {
      sum = committed;
    } else if (now.part(cutCell) != cutCount) {
      // Never in the file: what is there may be another's by now.
      MappedWindow beside = now.withBeside(cutCell);
      beside.addBeside(cutCell, 1);
      window = beside;
    }
    VarHandle.storeStoreFence();
    committed = sum;
    cutCell = NONE_CUT;
  }

  @Override
  protected void merge(Distribution other) {
    MappedWindow now = prepared(DoubleCells.cell(other.bucketIndex(0)));
    for (int i = 1; i < other.bucketCount(); i++) {
      now = placed(DoubleCells.cell(other.bucketIndex(i)), DoubleCells.HIGH);
    }
    sum += other.count();
    if (other.maxKey() > max) {
      putMax(other.maxKey());
    }
    if (other.minKey() < min) {
      putMin(other.minKey());
    }
    long[] pair = new long[DoubleCells.BLOCK];
    pair[DoubleCells.HIGH] = now.part(DoubleCells.HIGH);
    pair[DoubleCells.LOW] = now.part(DoubleCells.LOW);
    DoubleCells.addPair(
        pair,
        Double.doubleToRawLongBits(other.doubleSum()),
        Double.doubleToRawLongBits(other.restOfSum()));
    now.put(DoubleCells.HIGH, pair[DoubleCells.HIGH]);
    now.put(DoubleCells.LOW, pair[DoubleCells.LOW]);
    VarHandle.storeStoreFence();
    boolean late = !now.isInFile(DoubleCells.HIGH);
    for (int i = 0; i < other.bucketCount(); i++) {
      int cell = DoubleCells.cell(other.bucketIndex(i));
      now.put(cell, now.part(cell) + other.bucketValues(i));
      late |= !now.isInFile(cell);
    }
    VarHandle.storeStoreFence();
    committed = sum;
    if (late) {
      isLate();
    }
  }
}
