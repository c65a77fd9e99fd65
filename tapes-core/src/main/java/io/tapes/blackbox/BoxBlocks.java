package io.tapes.blackbox;

import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import io.tapes.recording.DoubleCells;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Reads what a recorder left in a {@link BlackBox}; see {@link BoxTarget}. Trusts nothing. */
final class BoxBlocks {
  private static final int CELLS = MappedWindow.BLOCK_CELLS;

  private BoxBlocks() {}

  /**
   * Reads what stands in a file of a process that has ended.
   *
   * @throws IllegalArgumentException if it cannot be a distribution
   */
  static Distribution read(ByteBuffer bytes, int head, BucketTable table) {
    TreeMap<Integer, long[]> segments = new TreeMap<>();
    int most = bytes.limit() / BoxRoom.LINE;
    for (long at = next(bytes, head); at != 0; at = next(bytes, at)) {
      if (most-- == 0) {
        throw new IllegalArgumentException("a list of blocks has no end");
      }
      if (code(bytes, at) != BoxTarget.SUMS) {
        int segment = segment(code(bytes, at), table);
        add(bytes, at, table, segment, segments.computeIfAbsent(segment, s -> new long[CELLS]));
      }
    }
    return distribution(bytes, head, table, segments);
  }

  private static int segment(long code, BucketTable table) {
    int segment = BoxTarget.segment(code);
    int first = table.first() / CELLS - 1;
    boolean known =
        table == BucketTable.DOUBLES
            ? segment >= 0 && segment < DoubleCells.SEGMENTS
            : segment >= first && segment < table.last() / CELLS + 1;
    if (!known || code > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("there is no segment " + code);
    }
    return segment;
  }

  private static void add(
      ByteBuffer bytes, long block, BucketTable table, int segment, long[] cells) {
    long[] counts = new long[CELLS];
    for (int i = 0; i < CELLS; i++) {
      counts[i] = BoxBytes.get(bytes, block + (BoxTarget.CELLS + i) * (long) Long.BYTES);
    }
    if (table == BucketTable.DOUBLES && segment == DoubleCells.SUM_SEGMENT) {
      DoubleCells.addPair(cells, counts[DoubleCells.HIGH], counts[DoubleCells.LOW]);
    } else {
      Arrays.setAll(cells, i -> cells[i] + counts[i]);
    }
  }

  private static long next(ByteBuffer bytes, long from) {
    return Sealed.open(BoxBytes.get(bytes, from));
  }

  private static long code(ByteBuffer bytes, long block) {
    return Sealed.open(BoxBytes.get(bytes, block + BoxTarget.SEGMENT * Long.BYTES));
  }

  private static Distribution distribution(
      ByteBuffer bytes, int head, BucketTable table, Map<Integer, long[]> segments) {
    long sum = 0;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    // After the cells: what was counted lies within the extremes, and the sum is never behind.
    for (long at = next(bytes, head); at != 0; at = next(bytes, at)) {
      if (code(bytes, at) == BoxTarget.SUMS) {
        sum += BoxBytes.get(bytes, at + BoxTarget.SUM * Long.BYTES);
        long least = BoxBytes.get(bytes, at + BoxTarget.MIN * Long.BYTES);
        long greatest = BoxBytes.get(bytes, at + BoxTarget.MAX * Long.BYTES);
        min = Math.min(min, Long.MAX_VALUE - least);
        max = least == 0 && greatest == 0 ? max : Math.max(max, greatest);
      }
    }
    return table == BucketTable.DOUBLES
        ? DoubleCells.distribution(segments, min, max)
        : longs(segments, sum, min, max);
  }

  private static Distribution longs(Map<Integer, long[]> segments, long sum, long min, long max) {
    int[] indices = new int[segments.size() * CELLS];
    long[] counts = new long[indices.length];
    int size = 0;
    for (Map.Entry<Integer, long[]> segment : segments.entrySet()) {
      for (int i = 0; i < CELLS; i++) {
        if (segment.getValue()[i] != 0) {
          indices[size] = segment.getKey() * CELLS + i;
          counts[size++] = segment.getValue()[i];
        }
      }
    }
    return size == 0
        ? Distribution.empty()
        : Distribution.of(Arrays.copyOf(indices, size), Arrays.copyOf(counts, size), sum, min, max);
  }
}
