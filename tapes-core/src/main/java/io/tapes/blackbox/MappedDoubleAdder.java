package io.tapes.blackbox;

import io.tapes.recording.CompensatedAdder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Adds up doubles on the heap, with a copy of each stripe in a {@link BlackBox}. Any thread. */
final class MappedDoubleAdder extends CompensatedAdder implements Boxed {
  /*
   * A sum in two words cannot be the sum of places, so the heap's is the one that counts, and a stripe
   * of it has a word in the file. Who has added raises that word to what the stripe has come to. It
   * is never lowered, so a thread that comes late with less changes nothing: when a thread returns, the
   * file has what it added, rounded once. A place that was left may be written to without harm.
   */
  private record Copy(MappedFile file, int cell) {}

  private final int stripes;
  private volatile @Nullable Copy copy;

  MappedDoubleAdder(int stripes) {
    super(stripes);
    this.stripes = stripes;
  }

  @Override
  protected void added(int stripe) {
    Copy to = copy;
    if (to != null) {
      raise(to, stripe);
    }
  }

  /** The bits of numbers that are not negative are in the order of the numbers. */
  private void raise(Copy to, int stripe) {
    long bits = Double.doubleToRawLongBits(Math.max(0, sum(stripe)));
    to.file.raise(to.cell + stripe * BoxCells.ROW_BYTES, bits);
  }

  /** What a table has of an adder. */
  static double read(ByteBuffer bytes, long cell, int rows) {
    CompensatedAdder all = new CompensatedAdder();
    for (int row = 0; row < rows; row++) {
      double part =
          Double.longBitsToDouble(BoxBytes.get(bytes, cell + (long) row * BoxCells.ROW_BYTES));
      if (!(part >= 0) || !all.add(part)) {
        throw new IllegalArgumentException("a part of a sum is " + part);
      }
    }
    return all.sum();
  }

  @Override
  public int place(BoxSpace in) {
    return in.cells().next();
  }

  @Override
  public void move(BoxSpace to, int cell, int entry) {
    copy = new Copy(to.file(), cell);
    sync(); // who added meanwhile has seen the copy or is seen here
  }

  @Override
  public long sync() {
    Copy to = copy;
    for (int stripe = 0; to != null && stripe < stripes; stripe++) {
      raise(to, stripe);
    }
    return 0;
  }

  @Override
  public void settle() {
    // There is no place before.
  }

  @Override
  public void leave() {
    copy = null;
  }

  @Override
  public void free(BoxSpace in, int cell, int entry) {
    in.cells().free(cell);
  }
}
