package io.tapes.blackbox;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The list of blocks that a recorder fills in the file of a {@link BlackBox}. Any thread,
 * lock-free.
 */
final class BoxTarget {
  /*
   * There is a cell per bucket, in blocks of 32 that are made when a value first falls into them;
   * each stripe has its own, so that its writer is the only one, and so has what was recorded
   * elsewhere before. All blocks of a recorder form a list that begins at its entry in the file;
   * that is all a reader knows. In longs, a block is
   *
   *   0 next block, 1 code of the segment, both sealed, 8 the cells
   *
   * and each stripe has one for its sum, least and greatest value, with 0 in place of that code:
   *
   *   0 next block, 1 zero, both sealed, 2 sum, 3 MAX_VALUE less the minimum, 4 maximum
   *
   * where zeros mean that nothing was recorded. A record writes the sum and the extremes before its
   * cell: a process that ends in between leaves a sum that is ahead of the cells, by the records
   * that were under way.
   */
  static final int SUM = 2;
  static final int MIN = 3;
  static final int MAX = 4;
  static final int SEGMENT = 1;
  static final int CELLS = BoxRoom.LINE / Long.BYTES;

  /** In place of a segment's code. */
  static final int SUMS = 0;

  /** The codes of segments below the first one begin here. */
  private static final int NEGATIVE = 1 << 20;

  private final BoxRoom room;
  private final int head;
  private final AtomicBoolean isPromised = new AtomicBoolean();

  /**
   * An empty list.
   *
   * @param room where the blocks come from
   * @param head where the position of the first block stands
   */
  BoxTarget(BoxRoom room, int head) {
    this.room = room;
    this.head = head;
  }

  /** Keeps room for the first values. */
  BoxTarget promised() {
    isPromised.set(true);
    room.promise();
    return this;
  }

  MappedFile file() {
    return room.file();
  }

  /** Whether there is likely to be a block; asked before memory is needed for it. */
  boolean isReady() {
    return room.isReady(BoxRoom.BLOCK);
  }

  /** Where a stripe finds its sum and extremes, in longs; 0 where nothing is ready. */
  int takeSums() {
    redeem();
    return link(room.take(BoxRoom.LINE), SUMS);
  }

  /** Where a stripe finds the first cell of a segment, in longs; 0 where nothing is ready. */
  int takeCells(int segment) {
    return cells(link(room.take(BoxRoom.BLOCK), code(segment)));
  }

  /** The same for who may let the file grow; 0 where there is no room. */
  int allocateSums() {
    return link(room.allocate(BoxRoom.LINE), SUMS);
  }

  int allocateCells(int segment) {
    return cells(link(room.allocate(BoxRoom.BLOCK), code(segment)));
  }

  private static int code(int segment) {
    return segment >= 0 ? segment + 1 : NEGATIVE - segment;
  }

  /** The segment of a code. */
  static int segment(long code) {
    return (int) (code > NEGATIVE ? NEGATIVE - code : code - 1);
  }

  private static int cells(int block) {
    return block == 0 ? 0 : block + CELLS;
  }

  /** Puts a block in front of the list; a reader of the file sees it whole or not at all. */
  private int link(int block, int code) {
    if (block == 0) {
      return 0;
    }
    MappedFile file = file();
    long sealed = Sealed.of(block);
    file.set(block + SEGMENT * Long.BYTES, Sealed.of(code));
    long first;
    do {
      first = file.get(head);
      file.set(block, first);
    } while (!file.compareAndSet(head, first, sealed));
    return block / Long.BYTES;
  }

  /** The room that is kept for the first values is used, or is not needed. */
  void redeem() {
    if (isPromised.get() && isPromised.compareAndSet(true, false)) {
      room.redeem();
    }
  }

  /** Gives all blocks back; no thread writes into them any more. */
  void freeBlocks() {
    MappedFile file = file();
    long block = Sealed.open(file.get(head));
    file.set(head, 0);
    while (block != 0) {
      int at = (int) block;
      block = Sealed.open(file.get(at));
      boolean sums = Sealed.open(file.get(at + SEGMENT * Long.BYTES)) == SUMS;
      room.free(at, sums ? BoxRoom.LINE : BoxRoom.BLOCK);
    }
  }
}
