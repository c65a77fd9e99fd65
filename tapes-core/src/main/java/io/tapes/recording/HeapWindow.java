package io.tapes.recording;

import io.tapes.distribution.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * Cells on the heap, as unsigned ints. Before one can run over, all are carried into an array of
 * longs, which few windows ever need: 2^31 values have to fall into one bucket of one stripe.
 */
final class HeapWindow extends StripeWindow {
  static final HeapWindow EMPTY = new HeapWindow(0, new int[0], null);

  /** Windows grow by this many cells, two cache lines. */
  private static final int SEGMENT = 32;

  final int[] cells;
  private final long @Nullable [] carried;

  private HeapWindow(int first, int[] cells, long @Nullable [] carried) {
    super(first);
    this.cells = cells;
    this.carried = carried;
  }

  @Override
  public int end() {
    return first() + cells.length;
  }

  @Override
  public long count(int index) {
    int position = index - first();
    long count = Integer.toUnsignedLong(cells[position]);
    return carried == null ? count : count + carried[position];
  }

  @Override
  public void addTo(long[] sums, int from) {
    int[] now = cells;
    for (int p = 0; p < now.length; p++) {
      sums[from + p] += Integer.toUnsignedLong(now[p]);
    }
    if (carried != null) {
      for (int p = 0; p < now.length; p++) {
        sums[from + p] += carried[p];
      }
    }
  }

  /** This window, or a copy that holds the buckets from {@code lowest} to {@code highest} too. */
  HeapWindow covering(int lowest, int highest) {
    if (lowest >= first() && highest < end()) {
      return this;
    }
    int from = lowest & -SEGMENT;
    int to = (highest & -SEGMENT) + SEGMENT;
    if (cells.length == 0) {
      return new HeapWindow(from, new int[to - from], null);
    }
    from = Math.min(from, first());
    to = Math.max(to, end());
    int[] wider = new int[to - from];
    System.arraycopy(cells, 0, wider, first() - from, cells.length);
    long[] carry = carried;
    if (carry != null) {
      carry = new long[to - from];
      System.arraycopy(carried, 0, carry, first() - from, cells.length);
    }
    return new HeapWindow(from, wider, carry);
  }

  /** A copy with all cells carried, so that each has room for 2^31 - 1 more values. */
  HeapWindow withRoom() {
    long[] carry = new long[cells.length];
    for (int p = 0; p < carry.length; p++) {
      carry[p] = count(first() + p);
    }
    return new HeapWindow(first(), new int[carry.length], carry);
  }

  /** Whether every cell has room for what the distribution would add to it. */
  boolean hasRoomFor(Distribution other) {
    for (int i = 0; i < other.bucketCount(); i++) {
      long count = Integer.toUnsignedLong(cells[other.bucketIndex(i) - first()]);
      if (count + other.bucketValues(i) > Integer.MAX_VALUE) {
        return false;
      }
    }
    return true;
  }

  /**
   * Adds what {@link #hasRoomFor} found room for, or to a window that no other thread has seen yet.
   */
  void add(Distribution other) {
    for (int i = 0; i < other.bucketCount(); i++) {
      int position = other.bucketIndex(i) - first();
      long count = other.bucketValues(i);
      if (carried != null && count > Integer.MAX_VALUE - cells[position]) {
        carried[position] += count;
      } else {
        cells[position] += (int) count;
      }
    }
  }
}
