package io.tapes.blackbox;

import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads what a recorder left in a {@link BlackBox}; see {@link BoxTarget}. Trusts nothing. */
final class BoxBlocks {
  private BoxBlocks() {}

  /**
   * Reads what stands in a file of a process that has ended.
   *
   * @throws IllegalArgumentException if it cannot be a distribution
   */
  static Distribution read(ByteBuffer bytes, int head) {
    long lowest = Long.MAX_VALUE;
    long highest = 0;
    int most = bytes.limit() / BoxRoom.LINE;
    for (long at = next(bytes, head); at != 0; at = next(bytes, at)) {
      if (most-- == 0) {
        throw new IllegalArgumentException("a list of blocks has no end");
      }
      long segment = segment(bytes, at);
      if (segment < 0 || segment > Buckets.COUNT / MappedWindow.BLOCK_CELLS) {
        throw new IllegalArgumentException("there is no segment " + segment);
      }
      lowest = segment == 0 ? lowest : Math.min(lowest, segment);
      highest = Math.max(highest, segment);
    }
    if (highest == 0) {
      return Distribution.empty();
    }
    int first = (int) (lowest - 1) * MappedWindow.BLOCK_CELLS;
    long[] cells = new long[(int) highest * MappedWindow.BLOCK_CELLS - first];
    for (long at = next(bytes, head); at != 0; at = next(bytes, at)) {
      long segment = segment(bytes, at);
      for (int i = 0; segment > 0 && i < MappedWindow.BLOCK_CELLS; i++) {
        cells[(int) (segment - 1) * MappedWindow.BLOCK_CELLS - first + i] +=
            BoxReader.get(bytes, at + (BoxTarget.CELLS + i) * (long) Long.BYTES);
      }
    }
    return distribution(bytes, head, first, cells);
  }

  private static long next(ByteBuffer bytes, long from) {
    return Sealed.open(BoxReader.get(bytes, from));
  }

  private static long segment(ByteBuffer bytes, long block) {
    return Sealed.open(BoxReader.get(bytes, block + BoxTarget.SEGMENT * Long.BYTES));
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
        sum += BoxReader.get(bytes, at + BoxTarget.SUM * Long.BYTES);
        min = Math.min(min, Long.MAX_VALUE - BoxReader.get(bytes, at + BoxTarget.MIN * Long.BYTES));
        max = Math.max(max, BoxReader.get(bytes, at + BoxTarget.MAX * Long.BYTES));
      }
    }
    return size == 0
        ? Distribution.empty()
        : Distribution.of(Arrays.copyOf(indices, size), Arrays.copyOf(counts, size), sum, min, max);
  }
}
