package io.tapes;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * What a histogram or a timer has of a {@link BlackBox}: blocks of cells, which the stripes of the
 * recorder fill. Any thread.
 */
final class BoxRecorder {
  /*
   * There is a cell per bucket, in blocks of 32 that are made when a value first falls into them;
   * each stripe has its own, so that its writer is the only one. All blocks of a recorder form a
   * list that begins at its entry in the file; that is all a reader knows. In longs, a block is
   *
   *   0 next block, 1 number of the segment plus 1, both sealed, 8 the cells
   *
   * and each stripe has one for its sum, least and greatest value, with 0 in place of the segment:
   *
   *   0 next block, 1 zero, both sealed, 2 sum, 3 MAX_VALUE less the minimum, 4 maximum
   *
   * where zeros mean that nothing was recorded. A record writes the sum and the extremes before its
   * cell: a process that ends in between leaves a sum that is ahead of the cells, by the records
   * that were under way. Where the file is full, segments are on the heap only, and are lost with
   * the process.
   */

  /** In place of what did not fit into the file. */
  static final int NO_ROOM = -1;

  static final int SUM = 2;
  static final int MIN = 3;
  static final int MAX = 4;
  private static final int SEGMENT = 1;
  private static final int CELLS = BoxFile.LINE / Long.BYTES;

  private final BoxFile file;
  private final int head;
  private final Counter outside;

  /**
   * A recorder with its cells in a file.
   *
   * @param head where the position of its first block stands
   * @param outside counts the records for which there was no room
   */
  BoxRecorder(BoxFile file, int head, Counter outside) {
    this.file = file;
    this.head = head;
    this.outside = outside;
  }

  LongBuffer longs() {
    return file.longs;
  }

  void countOutside(long records) {
    outside.increment(records);
  }

  /** Where a stripe finds its sum and extremes, in longs; -1 where there is no room. */
  int newSums() {
    return link(file.allocate(BoxFile.LINE), 0);
  }

  /** Where a stripe finds the first cell of a segment, in longs; -1 where there is no room. */
  int newCells(int segment) {
    int block = link(file.allocate((CELLS + BoxWindow.BLOCK_CELLS) * Long.BYTES), segment + 1);
    return block == NO_ROOM ? block : block + CELLS;
  }

  /** Puts a block in front of the list; whoever reads the file sees it whole or not at all. */
  private synchronized int link(int block, int segment) {
    if (block == 0) {
      return NO_ROOM;
    }
    file.set(block + SEGMENT * Long.BYTES, Sealed.of(segment));
    file.set(block, file.get(head));
    file.set(head, Sealed.of(block));
    return block / Long.BYTES;
  }

  /**
   * Reads what stands in a file of a process that has ended.
   *
   * @throws IllegalArgumentException if it cannot be a distribution
   */
  static Distribution read(ByteBuffer bytes, int head) {
    long lowest = Long.MAX_VALUE;
    long highest = 0;
    int most = bytes.limit() / BoxFile.LINE;
    for (long at = next(bytes, head); at != 0; at = next(bytes, at)) {
      if (most-- == 0) {
        throw new IllegalArgumentException("a list of blocks has no end");
      }
      long segment = segment(bytes, at);
      if (segment < 0 || segment > Buckets.COUNT / BoxWindow.BLOCK_CELLS) {
        throw new IllegalArgumentException("there is no segment " + segment);
      }
      lowest = segment == 0 ? lowest : Math.min(lowest, segment);
      highest = Math.max(highest, segment);
    }
    if (highest == 0) {
      return Distribution.empty();
    }
    int first = (int) (lowest - 1) * BoxWindow.BLOCK_CELLS;
    long[] cells = new long[(int) highest * BoxWindow.BLOCK_CELLS - first];
    for (long at = next(bytes, head); at != 0; at = next(bytes, at)) {
      long segment = segment(bytes, at);
      for (int i = 0; segment > 0 && i < BoxWindow.BLOCK_CELLS; i++) {
        cells[(int) (segment - 1) * BoxWindow.BLOCK_CELLS - first + i] +=
            BoxReader.get(bytes, at + (CELLS + i) * (long) Long.BYTES);
      }
    }
    return distribution(bytes, head, first, cells);
  }

  private static long next(ByteBuffer bytes, long from) {
    return Sealed.open(BoxReader.get(bytes, from));
  }

  private static long segment(ByteBuffer bytes, long block) {
    return Sealed.open(BoxReader.get(bytes, block + SEGMENT * Long.BYTES));
  }

  private static Distribution distribution(ByteBuffer bytes, int head, int first, long[] cells) {
    int[] indices = new int[cells.length];
    long[] counts = new long[cells.length];
    long sum = 0;
    long min = Long.MAX_VALUE;
    long max = 0;
    int size = 0;
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] != 0) {
        indices[size] = first + i;
        counts[size++] = cells[i];
      }
    }
    // After the cells: what was counted lies within the extremes, and the sum is never behind.
    for (long at = next(bytes, head); at != 0; at = next(bytes, at)) {
      if (segment(bytes, at) == 0) {
        sum += BoxReader.get(bytes, at + SUM * Long.BYTES);
        min = Math.min(min, Long.MAX_VALUE - BoxReader.get(bytes, at + MIN * Long.BYTES));
        max = Math.max(max, BoxReader.get(bytes, at + MAX * Long.BYTES));
      }
    }
    return size == 0
        ? Distribution.empty()
        : Distribution.of(Arrays.copyOf(indices, size), Arrays.copyOf(counts, size), sum, min, max);
  }
}
