package io.tapes;

import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Cells in the file of a {@link BlackBox}, in blocks of 32 that are made when a value first falls
 * into them; on the heap where the file has no room.
 */
final class BoxWindow extends StripeWindow {
  static final int BLOCK_BITS = 5;
  static final int BLOCK_CELLS = 1 << BLOCK_BITS;
  static final int BLOCK_MASK = BLOCK_CELLS - 1;

  private static final LongBuffer NO_FILE = LongBuffer.allocate(0);
  static final BoxWindow EMPTY = new BoxWindow(0, NO_FILE, new int[0], new long[0][]);

  private final LongBuffer file;

  /**
   * Where the first cell of each block is in the file, in longs. 0: nothing has fallen into it yet;
   * below 0: it has no room there, and the complement says which of {@code outside} it is.
   */
  final int[] blocks;

  private final long[][] outside;

  private BoxWindow(int first, LongBuffer file, int[] blocks, long[][] outside) {
    super(first);
    this.file = file;
    this.blocks = blocks;
    this.outside = outside;
  }

  @Override
  int end() {
    return first + blocks.length * BLOCK_CELLS;
  }

  @Override
  long count(int index) {
    int position = index - first;
    int block = blocks[position >> BLOCK_BITS];
    int cell = position & BLOCK_MASK;
    if (block == 0) {
      return 0;
    }
    return block > 0 ? file.get(block + cell) : outside[~block][cell];
  }

  @Override
  void addTo(long[] sums, int from) {
    for (int b = 0; b < blocks.length; b++) {
      int block = blocks[b];
      int to = from + b * BLOCK_CELLS;
      for (int c = 0; c < BLOCK_CELLS && block > 0; c++) {
        sums[to + c] += file.get(block + c);
      }
      for (int c = 0; c < BLOCK_CELLS && block < 0; c++) {
        sums[to + c] += outside[~block][c];
      }
    }
  }

  /** Whether the cell of a bucket is in the file. */
  boolean isInFile(int index) {
    return blocks[(index - first) >> BLOCK_BITS] > 0;
  }

  void add(int index, long count) {
    int position = index - first;
    int block = blocks[position >> BLOCK_BITS];
    int cell = position & BLOCK_MASK;
    if (block > 0) {
      file.put(block + cell, file.get(block + cell) + count);
    } else {
      outside[~block][cell] += count;
    }
  }

  /** This window, or a copy with a block for the bucket too, which may be in the file. */
  BoxWindow with(int index, BoxRecorder box, boolean inFile) {
    int number = index >> BLOCK_BITS;
    int at = number - (first >> BLOCK_BITS);
    if (at >= 0 && at < blocks.length && blocks[at] != 0) {
      return this;
    }
    int from = blocks.length == 0 ? number : Math.min(first >> BLOCK_BITS, number);
    int to = Math.max(end() >> BLOCK_BITS, number + 1);
    int[] wider = new int[to - from];
    System.arraycopy(blocks, 0, wider, Math.max(0, -at), blocks.length);
    long[][] beside = outside;
    int block = inFile ? box.newCells(number) : BoxRecorder.NO_ROOM;
    if (block == BoxRecorder.NO_ROOM) {
      beside = Arrays.copyOf(outside, outside.length + 1);
      beside[outside.length] = new long[BLOCK_CELLS];
      block = ~outside.length;
    }
    wider[number - from] = block;
    return new BoxWindow(from << BLOCK_BITS, box.longs(), wider, beside);
  }
}
