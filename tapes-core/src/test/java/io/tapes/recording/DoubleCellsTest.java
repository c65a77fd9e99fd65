package io.tapes.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.BucketTable;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class DoubleCellsTest {
  @Test
  void everyBucket_hasACellOfItsOwn_behindTheSum() {
    BitSet cells = new BitSet();
    for (int i = BucketTable.DOUBLES.first(); i <= BucketTable.DOUBLES.last(); i++) {
      int cell = DoubleCells.cell(i);
      assertEquals(i, DoubleCells.index(cell));
      assertTrue(cell >= DoubleCells.BLOCK && !cells.get(cell), () -> "cell " + cell);
      assertTrue(cell / DoubleCells.BLOCK < DoubleCells.SEGMENTS, () -> "cell " + cell);
      cells.set(cell);
    }
  }

  /** What is recorded most lies together: directories of blocks are short. */
  @Test
  void numbersOfEverydaySizes_haveTheFirstCells() {
    for (double value : new double[] {0, 0.001, 1, 1_000, -0.001, -1, -1_000}) {
      long key = BucketTable.DOUBLES.key(value);
      int cell = DoubleCells.cell(BucketTable.DOUBLES.index(key));
      assertTrue(cell / DoubleCells.BLOCK < 4 * 44, () -> value + " has the cell " + cell);
    }
  }
}
