package io.tapes.blackbox;

import io.tapes.recording.SafeAdder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An adder whose cells live in a {@link BlackBox}. Any thread; wait-free there. */
final class MappedAdder extends SafeAdder implements Boxed {
  /*
   * It is an adder so that instruments need not know which one they have: in a process without a
   * black box this class is never loaded, and their calls stay direct. What the superclass holds
   * was added while there was no room in the file, or after the series was removed.
   */
  private static final long serialVersionUID = 1;

  private final int mask;
  private transient volatile BoxPlace place = BoxPlace.HEAP;

  /** The file, and the cell in the last row; under the box's lock. */
  private transient @Nullable MappedFile file;

  private transient int carry;

  private transient @Nullable BoxEntry entry;

  /**
   * On the heap until it is moved.
   *
   * @param stripes into how many cells it adds, a power of two
   */
  MappedAdder(int stripes) {
    this.mask = stripes - 1;
  }

  /** What the file says of its series; set before any thread records. */
  void describedBy(BoxEntry itsEntry) {
    entry = itsEntry;
  }

  @Override
  public boolean keepsSubtracted() {
    return true;
  }

  @Override
  public void subtracted(long all) {
    if (entry != null) {
      entry.subtracted(all);
    }
  }

  @Override
  public void add(long x) {
    BoxPlace to = place;
    ByteBuffer bytes = to.bytes;
    if (bytes == null) {
      super.add(x);
    } else {
      int stripe = (int) Thread.currentThread().getId() & mask;
      MappedFile.LONG.getAndAdd(bytes, to.cell + stripe * BoxCells.ROW_BYTES, x);
    }
  }

  @Override
  public long sum() {
    return super.sum() + place.sum();
  }

  @Override
  public int place(BoxSpace in) {
    return in.cells().next();
  }

  @Override
  public void move(BoxSpace to, int cell, int entry) {
    file = to.file();
    carry = cell + (mask + 1) * BoxCells.ROW_BYTES;
    place = place.then(to.file().bytes, cell, mask + 1);
    sync();
  }

  @Override
  public long sync() {
    MappedFile to = file;
    if (to != null) {
      to.set(carry, super.sum() + place.before());
    }
    return 0;
  }

  @Override
  public void settle() {
    place = place.settled();
  }

  @Override
  public void leave() {
    file = null;
    place = place.thenHeap();
  }

  @Override
  public void free(BoxSpace in, int cell, int entry) {
    in.cells().free(cell);
  }
}
