package io.tapes;

/** The table of cells that adders have in a {@link BoxFile}. Guarded by itself. */
final class BoxCells {
  static final int ROW_BYTES = 2_048;

  private final BoxFile file;
  private final int stripes;
  private int table;
  private int used = ROW_BYTES;

  BoxCells(BoxFile file, int stripes) {
    this.file = file;
    this.stripes = stripes;
  }

  /** Where the next adder's cell in the first row is, 0 when there is no room. */
  synchronized int next() {
    if (used == ROW_BYTES) {
      table = file.allocate(stripes * ROW_BYTES);
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

  static long sum(BoxFile file, int cell, int stripes) {
    long sum = 0;
    for (int stripe = 0; stripe < stripes; stripe++) {
      sum += file.get(cell + stripe * ROW_BYTES);
    }
    return sum;
  }
}
