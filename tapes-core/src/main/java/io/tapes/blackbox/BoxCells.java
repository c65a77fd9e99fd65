package io.tapes.blackbox;

import java.util.ArrayDeque;

/** The tables of cells that adders have in a {@link MappedFile}. Guarded by itself. */
final class BoxCells {
  /*
   * Each adder has a cell in every row of a table, and rows belong to stripes: threads of different
   * stripes never touch the same line, and adders share lines only with adders. The last row is not
   * for those who record: it holds what an adder had before it had these cells.
   */
  static final int ROW_BYTES = 2_048;

  private final BoxRoom room;
  private final int rows;
  private final ArrayDeque<Integer> free = new ArrayDeque<>();
  private int table;
  private int used = ROW_BYTES;

  BoxCells(BoxRoom room, int rows) {
    this.room = room;
    this.rows = rows;
  }

  /** Where the next adder's cell in the first row is, 0 when there is no room. */
  synchronized int next() {
    Integer again = free.poll();
    if (again != null) {
      return again;
    }
    if (used == ROW_BYTES) {
      table = room.allocate(rows * ROW_BYTES);
      used = 0;
    }
    if (table == 0) {
      used = ROW_BYTES;
      return 0;
    }
    int cell = table + used;
    used += Long.BYTES;
    return cell;
  }

  /** Takes back the cells of an adder into which no thread writes any more. */
  synchronized void free(int cell) {
    for (int row = 0; row < rows; row++) {
      room.file().set(cell + row * ROW_BYTES, 0);
    }
    free.add(cell);
  }
}
