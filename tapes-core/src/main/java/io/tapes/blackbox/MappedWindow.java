package io.tapes.blackbox;

import io.tapes.distribution.BucketTable;
import io.tapes.recording.DoubleCells;
import io.tapes.recording.PagedCells;
import io.tapes.recording.StripeWindow;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cells in the file of a {@link BlackBox}, in blocks of 32 that are made when a value first() falls
 * into them, and beside them what was recorded elsewhere before, or while the file had no room, on
 * the heap. A cell counts with what is beside it.
 */
final class MappedWindow extends StripeWindow implements PagedCells {
  static final int BLOCK_BITS = 5;
  static final int BLOCK_CELLS = 1 << BLOCK_BITS;
  static final int BLOCK_MASK = BLOCK_CELLS - 1;

  static final LongBuffer NO_FILE = LongBuffer.allocate(0);
  private static final long[] NOTHING = {};
  static final MappedWindow EMPTY = empty(BucketTable.LONGS);
  static final MappedWindow EMPTY_OF_DOUBLES = empty(BucketTable.DOUBLES);

  /** Of doubles, one segment has their sum; see {@link DoubleCells}. */
  private final BucketTable table;

  /** Whose blocks they are; null if there are none. */
  final @Nullable BoxTarget target;

  final LongBuffer file;

  /** Where the first() cell of each block is in the file, in longs; 0 where there is none. */
  final int[] blocks;

  /** The cells beside each block; none where nothing was recorded there. */
  private final long[][] beside;

  /** The sum of the values beside; written before their cells. */
  long besideSum;

  private MappedWindow(
      BucketTable table,
      int first,
      @Nullable BoxTarget target,
      int[] blocks,
      long[][] beside,
      long besideSum) {
    super(first);
    this.table = table;
    this.target = target;
    this.file = target == null ? NO_FILE : target.file().longs;
    this.blocks = blocks;
    this.beside = beside;
    this.besideSum = besideSum;
  }

  private static MappedWindow empty(BucketTable table) {
    return new MappedWindow(table, 0, null, new int[0], new long[0][], 0);
  }

  @Override
  public int end() {
    return first() + blocks.length * BLOCK_CELLS;
  }

  @Override
  public long count(int index) {
    int at = (index - first()) >> BLOCK_BITS;
    int cell = index & BLOCK_MASK;
    if (hasSum(at)) {
      return 0;
    }
    long count = blocks[at] == 0 ? 0 : file.get(blocks[at] + cell);
    return beside[at].length == 0 ? count : count + beside[at][cell];
  }

  @Override
  public void addTo(long[] sums, int from) {
    for (int b = 0; b < blocks.length; b++) {
      int block = blocks[b];
      int to = from + b * BLOCK_CELLS;
      for (int c = 0; c < BLOCK_CELLS && block > 0; c++) {
        sums[to + c] += file.get(block + c);
      }
      for (int c = 0; c < beside[b].length; c++) {
        sums[to + c] += beside[b][c];
      }
    }
  }

  /**
   * Adds what is not in blocks of the target to the counts of each segment.
   *
   * @return false if there is nothing
   */
  @SuppressWarnings("ReferenceEquality") // each move makes another one
  boolean share(@Nullable BoxTarget of, Map<Integer, long[]> segments) {
    boolean some = false;
    for (int b = 0; b < blocks.length; b++) {
      int block = target == of ? 0 : blocks[b];
      if (block > 0 || beside[b].length > 0) {
        some = true;
        long[] sums = segments.computeIfAbsent(segment(b), segment -> new long[BLOCK_CELLS]);
        add(b, block, sums);
      }
    }
    return some;
  }

  @Override
  public void collect(Map<Integer, long[]> segments) {
    share(null, segments);
  }

  /** Adds what a block and the cells beside it hold. */
  private void add(int b, int block, long[] sums) {
    if (hasSum(b)) {
      addPair(b, block, sums);
      return;
    }
    for (int c = 0; c < BLOCK_CELLS; c++) {
      sums[c] += block > 0 ? file.get(block + c) : 0;
      sums[c] += beside[b].length > 0 ? beside[b][c] : 0;
    }
  }

  private void addPair(int b, int block, long[] sums) {
    if (block > 0) {
      DoubleCells.addPair(
          sums, file.get(block + DoubleCells.HIGH), file.get(block + DoubleCells.LOW));
    }
    if (beside[b].length > 0) {
      DoubleCells.addPair(sums, beside[b][DoubleCells.HIGH], beside[b][DoubleCells.LOW]);
    }
  }

  private boolean hasSum(int block) {
    return table == BucketTable.DOUBLES && segment(block) == DoubleCells.SUM_SEGMENT;
  }

  private int segment(int block) {
    return (first() >> BLOCK_BITS) + block;
  }

  /** Whether the cell of a bucket is in the file. */
  boolean isInFile(int index) {
    return blocks[(index - first()) >> BLOCK_BITS] > 0;
  }

  /** Whether a cell has a place, in the file where there is one. */
  boolean isReady(int index) {
    int at = (index >> BLOCK_BITS) - (first() >> BLOCK_BITS);
    return at >= 0
        && at < blocks.length
        && (blocks[at] > 0 || (target == null && beside[at].length > 0));
  }

  /** What a cell holds where its writer writes. */
  long part(int index) {
    int at = (index - first()) >> BLOCK_BITS;
    int cell = index & BLOCK_MASK;
    return blocks[at] > 0 ? file.get(blocks[at] + cell) : beside[at][cell];
  }

  /** Sets what a cell holds where its writer writes; for the only writer. */
  void put(int index, long value) {
    int at = (index - first()) >> BLOCK_BITS;
    int cell = index & BLOCK_MASK;
    if (blocks[at] > 0) {
      file.put(blocks[at] + cell, value);
    } else {
      beside[at][cell] = value;
    }
  }

  /** Adds to a cell in the file; for the only writer. */
  void addInFile(int index, long count) {
    int cell = blocks[(index - first()) >> BLOCK_BITS] + (index & BLOCK_MASK);
    file.put(cell, file.get(cell) + count);
  }

  /** Adds beside; for the only writer. */
  void addBeside(int index, long count) {
    beside[(index - first()) >> BLOCK_BITS][index & BLOCK_MASK] += count;
  }

  /** A copy with all that was recorded beside, and blocks elsewhere, of which it has none yet. */
  MappedWindow movedTo(@Nullable BoxTarget to, long sum) {
    long[][] all = new long[blocks.length][];
    for (int b = 0; b < blocks.length; b++) {
      all[b] = beside[b];
      if (blocks[b] > 0) {
        all[b] = new long[BLOCK_CELLS];
        add(b, blocks[b], all[b]);
      }
    }
    return new MappedWindow(table, first(), to, new int[blocks.length], all, sum);
  }

  /**
   * This window, or a copy with a place for a bucket, in the file if something is ready there, else
   * beside.
   *
   * @param inFile whether it may be in the file
   */
  MappedWindow with(int index, boolean inFile) {
    int at = (index >> BLOCK_BITS) - (first() >> BLOCK_BITS);
    boolean covered = at >= 0 && at < blocks.length;
    boolean isBeside = covered && beside[at].length > 0;
    BoxTarget to = inFile && target != null && target.isReady() ? target : null;
    if (covered && (blocks[at] > 0 || (isBeside && to == null))) {
      return this;
    }
    MappedWindow wider = covering(index >> BLOCK_BITS); // before there is a block: it needs memory
    int block = to == null ? 0 : to.takeCells(index >> BLOCK_BITS);
    if (block > 0) {
      wider.blocks[(index - wider.first()) >> BLOCK_BITS] = block;
      return wider;
    }
    return isBeside ? this : wider.withBeside(index);
  }

  /** This window, or a copy with a cell beside for a bucket. */
  MappedWindow withBeside(int index) {
    int at = (index >> BLOCK_BITS) - (first() >> BLOCK_BITS);
    if (at >= 0 && at < blocks.length && beside[at].length > 0) {
      return this;
    }
    MappedWindow wider = covering(index >> BLOCK_BITS);
    wider.beside[(index - wider.first()) >> BLOCK_BITS] = new long[BLOCK_CELLS];
    return wider;
  }

  /** A copy that has a segment. */
  private MappedWindow covering(int segment) {
    int old = first() >> BLOCK_BITS;
    int from = blocks.length == 0 ? segment : Math.min(old, segment);
    int length = Math.max(end() >> BLOCK_BITS, segment + 1) - from;
    int[] wider = new int[length];
    long[][] besideWider = new long[length][];
    Arrays.fill(besideWider, NOTHING);
    System.arraycopy(blocks, 0, wider, Math.max(0, old - from), blocks.length);
    System.arraycopy(beside, 0, besideWider, Math.max(0, old - from), blocks.length);
    return new MappedWindow(table, from << BLOCK_BITS, target, wider, besideWider, besideSum);
  }
}
