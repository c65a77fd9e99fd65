package io.tapes;

import java.util.concurrent.atomic.LongAdder;

/** A {@link LongAdder} whose cells live in a {@link BlackBox}. Any thread; wait-free. */
final class BoxAdder extends LongAdder {
  /*
   * It is a LongAdder so that instruments need not know which one they have: in a process without
   * a black box this class is never loaded, and their calls stay direct. What the superclass holds
   * is never used.
   *
   * Each adder has a cell in every row of a table, and rows belong to stripes: threads of different
   * stripes never touch the same line, and adders share lines only with adders.
   */
  private static final long serialVersionUID = 1;

  private final transient BoxFile file;
  private final int cell;
  private final int mask;

  /** The cell is the adder's in the first row. */
  BoxAdder(BoxFile file, int cell, int stripes) {
    this.file = file;
    this.cell = cell;
    this.mask = stripes - 1;
  }

  @Override
  public void add(long x) {
    int stripe = (int) Thread.currentThread().getId() & mask;
    BoxFile.LONG.getAndAdd(file.bytes, cell + stripe * BoxCells.ROW_BYTES, x);
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
    return BoxCells.sum(file, cell, mask + 1);
  }

  @Override
  public void reset() {
    throw new UnsupportedOperationException("what stands in a black box is cumulative");
  }

  @Override
  public long sumThenReset() {
    throw new UnsupportedOperationException("what stands in a black box is cumulative");
  }

  private Object writeReplace() {
    throw new UnsupportedOperationException("a mapped cell cannot be serialised");
  }
}
