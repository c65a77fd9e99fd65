package io.tapes.blackbox;

import java.util.HashMap;
import java.util.Map;

/**
 * Blocks in the file for what a recorder's stripes do not have in it themselves: what they recorded
 * elsewhere before, or on the heap. Under the box's lock.
 */
final class BoxBase {
  private final BoxTarget target;
  private final Map<Integer, Integer> blocks = new HashMap<>();
  private int sums;
  private long written;

  BoxBase(BoxTarget target) {
    this.target = target;
  }

  @SuppressWarnings("ReferenceEquality") // each move makes another one
  boolean isIn(BoxTarget which) {
    return target == which;
  }

  /**
   * Writes all of it, if there is room.
   *
   * @param cells by segment
   * @return how many records are not there for want of room
   */
  long write(Map<Integer, long[]> cells, long sum, long min, long max) {
    long count = 0;
    for (long[] segment : cells.values()) {
      for (long cell : segment) {
        count += cell;
      }
    }
    if (!hasRoom(cells)) {
      return count - written;
    }
    MappedFile file = target.file();
    set(file, sums + BoxTarget.SUM, sum);
    set(file, sums + BoxTarget.MIN, Long.MAX_VALUE - min);
    set(file, sums + BoxTarget.MAX, max);
    for (Map.Entry<Integer, long[]> segment : cells.entrySet()) {
      int block = blocks.getOrDefault(segment.getKey(), 0);
      long[] values = segment.getValue();
      for (int i = 0; i < values.length; i++) {
        set(file, block + i, values[i]);
      }
    }
    written = count;
    return 0;
  }

  private static void set(MappedFile file, int longs, long value) {
    file.set(longs * Long.BYTES, value);
  }

  private boolean hasRoom(Map<Integer, long[]> cells) {
    if (sums == 0) {
      sums = target.allocateSums();
    }
    boolean room = sums != 0;
    for (Integer segment : cells.keySet()) {
      if (room && !blocks.containsKey(segment)) {
        int block = target.allocateCells(segment);
        room = block != 0;
        if (room) {
          blocks.put(segment, block);
        }
      }
    }
    return room;
  }
}
