package io.tapes.blackbox;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link MappedAdder} has its cells, and what it had before. Immutable, the cells aside.
 */
final class BoxPlace {
  /** On the heap, in the adder itself. */
  static final BoxPlace HEAP = new BoxPlace(null, 0, 0, 0, null);

  /** Null on the heap. */
  final @Nullable ByteBuffer bytes;

  /** The cell in the first row. */
  final int cell;

  private final int stripes;
  private final long carried;
  private final @Nullable BoxPlace before;

  private BoxPlace(
      @Nullable ByteBuffer bytes, int cell, int stripes, long carried, @Nullable BoxPlace before) {
    this.bytes = bytes;
    this.cell = cell;
    this.stripes = stripes;
    this.carried = carried;
    this.before = before;
  }

  /** In these cells, after this place. */
  BoxPlace then(ByteBuffer newBytes, int newCell, int newStripes) {
    return new BoxPlace(newBytes, newCell, newStripes, 0, this);
  }

  /** On the heap, after this place. */
  BoxPlace thenHeap() {
    return new BoxPlace(null, 0, 0, 0, this);
  }

  /** The same without those before, into which no thread writes any more. */
  BoxPlace settled() {
    return before == null ? this : new BoxPlace(bytes, cell, stripes, before(), null);
  }

  /** What the places before hold. */
  long before() {
    return before == null ? carried : carried + before.sum();
  }

  /** What all cells hold, those of the heap aside. */
  long sum() {
    long sum = before();
    ByteBuffer in = bytes;
    for (int stripe = 0; in != null && stripe < stripes; stripe++) {
      sum += (long) MappedFile.LONG.getVolatile(in, cell + stripe * BoxCells.ROW_BYTES);
    }
    return sum;
  }
}
