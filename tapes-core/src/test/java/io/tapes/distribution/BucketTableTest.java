package io.tapes.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Forall;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketTableTest {
  @Test
  void aDouble_isInItsBucket_whichIsNarrow() {
    Forall.check(
        any -> {
          double value = any.doubles();
          BucketTable table = BucketTable.DOUBLES;
          long key = table.key(value);
          int index = table.index(key);
          assertEquals(value + 0.0, table.value(key));
          assertTrue(table.lowest(index) <= key && key <= table.highest(index));
          double width = table.highestValue(index) - table.lowestValue(index);
          double allowed = Math.abs(value) >= Double.MIN_NORMAL ? Math.abs(value) / 128 : 0x1p-1029;
          assertTrue(width <= allowed * 1.01, value + " in a bucket of " + width);
        });
  }

  @Test
  void keysOfDoubles_areOrderedAsTheyAre() {
    Forall.check(
        any -> {
          double a = any.doubles() + 0.0;
          double b = any.doubles() + 0.0;
          int byKey = Long.compare(BucketTable.DOUBLES.key(a), BucketTable.DOUBLES.key(b));
          assertEquals(Double.compare(a, b), byKey);
        });
  }

  @Test
  void aLong_isInItsBucket_andItsNegativeOneMirrorsIt() {
    Forall.check(
        any -> {
          long value = any.longs();
          BucketTable table = BucketTable.LONGS;
          int index = table.index(value);
          assertTrue(table.lowest(index) <= value && value <= table.highest(index));
          assertEquals(~index, table.index(~value));
          double mean = table.lowest(index) / 2.0 + table.highest(index) / 2.0;
          assertEquals(mean, table.middle(index), Math.abs(mean) * 1e-15);
        });
  }

  @Test
  void bucketsOfBothTables_followEachOtherWithoutGaps() {
    for (BucketTable table : List.of(BucketTable.LONGS, BucketTable.DOUBLES)) {
      for (int index = table.first(); index < table.last(); index++) {
        assertEquals(table.highest(index) + 1, table.lowest(index + 1));
      }
      assertEquals(table.last(), table.index(table.highest(table.last())));
      assertEquals(table.first(), table.index(table.lowest(table.first())));
    }
    assertEquals(Double.MAX_VALUE, BucketTable.DOUBLES.highestValue(BucketTable.DOUBLES.last()));
    assertEquals(-Double.MAX_VALUE, BucketTable.DOUBLES.lowestValue(BucketTable.DOUBLES.first()));
    assertEquals(Long.MIN_VALUE, BucketTable.LONGS.lowest(BucketTable.LONGS.first()));
  }
}
