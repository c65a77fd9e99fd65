package io.tapes.reporters.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Buckets;
import io.tapes.testing.Forall;
import org.junit.jupiter.api.Test;

class NativeBucketsTest {
  /** The value lies within its native bucket, give or take the width of its recorded one. */
  @Test
  void index_ofAnyValue_isItsBucketOrTheNeighbourWithinARecordedBucket() {
    Forall.check(
        any -> {
          long value = any.longs(1, Long.MAX_VALUE);
          int schema = any.ints(0, 6);
          for (double unit : new double[] {1, 1e9}) {
            int index =
                NativeBuckets.of(schema, unit)
                    .index(BucketTable.LONGS, BucketTable.LONGS.index(value));
            double base = Math.pow(2, Math.pow(2, -schema));
            double shown = value / unit;
            double slack = 1 + 1.0 / 128;
            assertTrue(shown <= Math.pow(base, index) * slack, () -> value + " above " + index);
            assertTrue(shown * slack >= Math.pow(base, index - 1), () -> value + " below " + index);
          }
        });
  }

  @Test
  void index_neverFalls() {
    Forall.check(
        any -> {
          int bucket = any.ints(0, Buckets.COUNT - 2);
          int schema = any.ints(0, 6);
          NativeBuckets table = NativeBuckets.of(schema, 1e9);
          assertTrue(
              table.index(BucketTable.LONGS, bucket) <= table.index(BucketTable.LONGS, bucket + 1));
        });
  }

  @Test
  void index_powersOfTwo_areUpperBounds() {
    for (int exponent = 0; exponent < 8; exponent++) {
      int recorded = BucketTable.LONGS.index(1L << exponent);
      assertEquals(8 * exponent, NativeBuckets.of(3, 1).index(BucketTable.LONGS, recorded));
    }
  }
}
