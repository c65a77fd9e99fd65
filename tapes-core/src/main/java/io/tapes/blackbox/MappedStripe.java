package io.tapes.blackbox;

import io.tapes.distribution.Distribution;
import io.tapes.recording.SafeAdder;
import io.tapes.recording.Stripe;
import io.tapes.recording.StripeWindow;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Stripe} with its cells, and a copy of its totals, in a {@link BlackBox}. One writer at a
 * time and the same order, so what a process leaves behind is what a reading at that moment would
 * have found. An error in the middle of a record leaves it for the next one to finish.
 */
@SuppressWarnings("ReferenceEquality") // each move makes another target
class MappedStripe extends MappedTotals {
  /** Looked up before it is caught, as in {@link SafeAdder}. */
  static final Class<?> FULL = OutOfMemoryError.class;

  private static final int[] NO_BLOCKS = {};
  private static final VarHandle BLOCKS;
  private static final VarHandle WINDOW;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      BLOCKS = lookup.findVarHandle(MappedStripe.class, "blocks", int[].class);
      WINDOW = lookup.findVarHandle(MappedStripe.class, "window", StripeWindow.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final MappedRecorder box;

  /** Those of the window; none when the writer shall look where to write. */
  private int[] blocks = NO_BLOCKS;

  /** The cell of a record that an error cut off, or 0, its bucket, and what the cell shall hold. */
  private int unfinished;

  private int unfinishedIndex;
  private long unfinishedCount;

  MappedStripe(MappedRecorder box) {
    this.box = box;
    window = MappedWindow.EMPTY;
    box.add(this);
  }

  @Override
  public boolean record(int index, long value) {
    int[] known = blocks;
    int position = index - first;
    int block = position >> MappedWindow.BLOCK_BITS;
    if (block + Integer.MIN_VALUE >= known.length + Integer.MIN_VALUE || known[block] <= 0) {
      return recordElsewhere(index, value);
    }
    int cell = known[block] + (position & MappedWindow.BLOCK_MASK);
    long count = file.get(cell) + 1;
    long newSum = sum + value;
    try {
      sum = newSum;
      file.put(sums + BoxTarget.SUM, newSum - outside);
      if (value > max) {
        putMax(value);
      }
      if (value < min) {
        putMin(value); // behind the maximum: without a minimum the file has no values
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
      unfinishedIndex = index;
      unfinishedCount = count;
      blocks = NO_BLOCKS;
      throw e;
    }
    return true;
  }

  /** Records where there is no block yet, or no more. */
  private boolean recordElsewhere(int index, long value) {
    BoxTarget to = box.target();
    MappedWindow next;
    try {
      next = settled(to).with(index, isInFile());
    } catch (OutOfMemoryError full) {
      return false;
    }
    publish(next, to);
    if (next.isInFile(index)) {
      return record(index, value);
    }
    outside += value;
    next.besideSum = outside;
    putSums(sum + value, Math.min(min, value), Math.max(max, value));
    next.addBeside(index, 1);
    VarHandle.storeStoreFence();
    committed = sum;
    box.isLate();
    return true;
  }

  @Override
  protected void merge(Distribution other) {
    BoxTarget to = box.target();
    MappedWindow next = settled(to);
    boolean inFile = isInFile();
    for (int i = 0; i < other.bucketCount() && inFile; i++) {
      next = next.with(other.bucketIndex(i), true);
      inFile = next.isInFile(other.bucketIndex(i));
    }
    for (int i = 0; i < other.bucketCount() && !inFile; i++) {
      next = next.withBeside(other.bucketIndex(i)); // all of it: there is one sum
    }
    publish(next, to);
    if (!inFile) {
      outside += other.sum();
      next.besideSum = outside;
    }
    putSums(sum + other.sum(), Math.min(min, other.min()), Math.max(max, other.max()));
    for (int i = 0; i < other.bucketCount(); i++) {
      if (inFile) {
        next.addInFile(other.bucketIndex(i), other.bucketValues(i));
      } else {
        next.addBeside(other.bucketIndex(i), other.bucketValues(i));
      }
    }
    VarHandle.storeStoreFence();
    committed = sum;
    if (!inFile) {
      box.isLate();
    }
  }

  /** The window with what is there, its writer having gone there and completed what was cut off. */
  private MappedWindow settled(@Nullable BoxTarget to) {
    MappedWindow now = boxWindow();
    if (at == to) {
      if (unfinished != 0) {
        putSums(sum, min, max);
        file.put(unfinished, unfinishedCount);
        VarHandle.storeStoreFence();
        committed = sum;
        unfinished = 0;
      }
      return now;
    }
    MappedWindow moved = now.movedTo(to, sum);
    if (unfinished != 0) {
      moved = moved.withBeside(unfinishedIndex);
      if (file.get(unfinished) != unfinishedCount) {
        moved.addBeside(unfinishedIndex, 1);
      }
      unfinished = 0;
    }
    at = to;
    sums = 0;
    outside = sum;
    file = moved.file;
    publish(moved, to);
    committed = sum;
    return moved;
  }

  private void publish(MappedWindow next, @Nullable BoxTarget to) {
    window = next;
    first = next.first();
    blocks = next.blocks;
    VarHandle.fullFence();
    if (box.target() != to) {
      blocks = NO_BLOCKS; // the thread that moved it may have taken away those before
    }
  }

  /** Whether the cells shall be elsewhere than the writer has them. */
  final boolean isElsewhere() {
    return at != box.target();
  }

  /** The window where the cells shall be, with places for two of them. */
  final MappedWindow placed(int cell, int other) {
    BoxTarget to = box.target();
    MappedWindow next = settled(to);
    boolean inFile = isInFile();
    next = next.with(other, inFile).with(cell, inFile);
    publish(next, to);
    return next;
  }

  /** Something was recorded that is not in the file. */
  final void isLate() {
    box.isLate();
  }

  final MappedWindow boxWindow() {
    return (MappedWindow) window;
  }

  /** How much of the sum is of values that are not in blocks of the target. */
  long shareOfSum(MappedWindow of, BoxTarget to) {
    return of.target == to ? of.besideSum : sum;
  }

  /** The next record looks where to write; called by who has changed that. */
  void takeBlocksAway() {
    BLOCKS.setVolatile(this, NO_BLOCKS);
  }

  /** Keeps what was recorded elsewhere than here on the heap: no thread writes there any more. */
  void keepOnHeap(@Nullable BoxTarget here) {
    MappedWindow now = boxWindow();
    if (now.target != here && now.target != null) {
      // The writer may go there with all of it meanwhile; then this is not needed.
      WINDOW.compareAndSet(this, now, now.movedTo(null, sum));
    }
  }
}
