package io.tapes;

import java.lang.invoke.VarHandle;
import java.nio.LongBuffer;

/**
 * A {@link Stripe} with its cells, and a copy of its sum and extremes, in a {@link BlackBox}. One
 * writer at a time and the same order, so what a process leaves behind is what a reading at that
 * moment would have found. An error in the middle of a record leaves it for the next one to finish.
 */
final class BoxStripe extends Stripe {
  private static final int[] NO_BLOCKS = {};

  private final BoxRecorder box;
  private final LongBuffer file;

  /** Where the sum and the extremes are in the file, in longs; 0 while nothing was recorded. */
  private int sums;

  /** Those of the window; none between an error in the middle of a record and the next one. */
  private int[] blocks = NO_BLOCKS;

  /** The sum of the values that are not in the file. */
  private long outside;

  /** The cell of a record that an error cut off, or 0, and what shall stand in it. */
  private int unfinished;

  private long unfinishedCount;

  BoxStripe(BoxRecorder box) {
    this.box = box;
    this.file = box.longs();
    window = BoxWindow.EMPTY;
  }

  @Override
  void record(int index, long value) {
    int[] known = blocks;
    int position = index - first;
    int at = position >> BoxWindow.BLOCK_BITS;
    if (at + Integer.MIN_VALUE >= known.length + Integer.MIN_VALUE || known[at] <= 0) {
      recordElsewhere(index, value);
      return;
    }
    int cell = known[at] + (position & BoxWindow.BLOCK_MASK);
    long count = file.get(cell) + 1;
    long newSum = sum + value;
    try {
      sum = newSum;
      file.put(sums + BoxRecorder.SUM, newSum - outside);
      if (value < min) {
        putMin(value);
      }
      if (value > max) {
        putMax(value);
      }
      VarHandle.storeStoreFence();
      file.put(cell, count);
      VarHandle.storeStoreFence();
      committed = newSum;
    } catch (Throwable e) {
      // No call: the stack may be full. Whether the cell is written cannot be told, but what shall
      // stand there is known.
      sum = newSum;
      min = value < min ? value : min;
      max = value > max ? value : max;
      unfinished = cell;
      unfinishedCount = count;
      blocks = NO_BLOCKS;
      throw e;
    }
  }

  private void putMin(long value) {
    file.put(sums + BoxRecorder.MIN, Long.MAX_VALUE - value);
    min = value;
  }

  private void putMax(long value) {
    file.put(sums + BoxRecorder.MAX, value);
    max = value;
  }

  /** Records what falls into a block that is not in the file, or not yet. */
  private void recordElsewhere(int index, long value) {
    BoxWindow next = ((BoxWindow) window).with(index, box, isInFile());
    adopt(next);
    if (next.isInFile(index)) {
      record(index, value);
      return;
    }
    box.countOutside(1);
    outside += value;
    putSums(sum + value, Math.min(min, value), Math.max(max, value));
    next.add(index, 1);
    VarHandle.storeStoreFence();
    committed = sum;
  }

  @Override
  void merge(Distribution other) {
    BoxWindow next = (BoxWindow) window;
    for (int i = 0; i < other.bucketCount(); i++) {
      next = next.with(other.bucketIndex(i), box, isInFile());
    }
    adopt(next);
    putSums(sum + other.sum(), Math.min(min, other.min()), Math.max(max, other.max()));
    for (int i = 0; i < other.bucketCount(); i++) {
      next.add(other.bucketIndex(i), other.bucketValues(i));
      if (!next.isInFile(other.bucketIndex(i))) {
        box.countOutside(other.bucketValues(i));
      }
    }
    VarHandle.storeStoreFence();
    committed = sum;
  }

  /** Whether there is something of this stripe in the file. */
  private boolean isInFile() {
    if (sums == 0) {
      sums = box.newSums();
    }
    return sums != BoxRecorder.NO_ROOM;
  }

  /** Uses these blocks from now on. Completes what an error cut off. */
  private void adopt(BoxWindow next) {
    if (unfinished != 0) {
      putSums(sum, min, max);
      file.put(unfinished, unfinishedCount);
      VarHandle.storeStoreFence();
      committed = sum;
      unfinished = 0;
    }
    window = next;
    first = next.first;
    blocks = next.blocks;
  }

  private void putSums(long newSum, long newMin, long newMax) {
    sum = newSum;
    if (sums != BoxRecorder.NO_ROOM) {
      file.put(sums + BoxRecorder.SUM, newSum - outside);
      file.put(sums + BoxRecorder.MIN, Long.MAX_VALUE - newMin);
      file.put(sums + BoxRecorder.MAX, newMax);
    }
    min = newMin;
    max = newMax;
    VarHandle.storeStoreFence();
  }
}
