package io.tapes.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.testing.Forall;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForeignBucketsTest {
  private static final BucketTable DOUBLES = BucketTable.DOUBLES;

  private static int indexOf(double value) {
    return DOUBLES.index(DOUBLES.key(value));
  }

  @Test
  void anyBucket_becomesOneThatIsCutAsItIs() {
    Forall.check(
        any -> {
          double above = any.doubles();
          double upTo = any.doubles(above, Double.MAX_VALUE);
          int index = ForeignBuckets.index(above, upTo);
          assertTrue(index <= indexOf(upTo));
          assertTrue(index > indexOf(above) || indexOf(above) == indexOf(upTo));
        });
  }

  @Test
  void wideBuckets_holdTheOneThatStandsForThem() {
    Forall.check(
        any -> {
          double above = any.doubles(1e-300, 1e300);
          double upTo = above * any.doubles(1.016, 8);
          int index = ForeignBuckets.index(above, upTo);
          assertTrue(DOUBLES.lowestValue(index) > above, () -> above + " " + upTo);
          assertTrue(DOUBLES.highestValue(index) <= upTo, () -> above + " " + upTo);
        });
  }

  @Test
  void classicBuckets_areCutWhereTheyWere() {
    double[] bounds = {-1, 0, 0.005, 0.01, 0.025, 1, 2.5, 10};
    ForeignBuckets foreign = new ForeignBuckets();
    double above = Double.NEGATIVE_INFINITY;
    long count = 0;
    for (double bound : bounds) {
      foreign.add(above, bound, ++count);
      above = bound;
    }
    foreign.add(above, Double.POSITIVE_INFINITY, ++count);
    Distribution made = foreign.distribution(12.5);

    assertEquals(45, made.count());
    assertEquals(12.5, made.doubleSum());
    int[] cuts = Arrays.stream(bounds).mapToInt(ForeignBucketsTest::indexOf).toArray();
    assertEquals("[1, 3, 6, 10, 15, 21, 28, 36]", Arrays.toString(made.cumulative(cuts)));
    assertTrue(made.doubleMax() > 10 && made.doubleMax() < 10.2);
  }

  @Test
  void extremes_areThoseThatAreKnown() {
    Distribution made = new ForeignBuckets().add(1, 2, 3).distribution(4.5, 1.25, 1.75);
    assertEquals(1.25, made.doubleMin());
    assertEquals(1.75, made.doubleMax());
    Distribution odd = new ForeignBuckets().add(1, 2, 3).distribution(Double.NaN, 1.9, 1.1);
    assertEquals(3, odd.count());
    assertEquals(0, odd.doubleSum());
    assertTrue(odd.doubleMin() > 1 && odd.doubleMax() < 2);
  }

  @Test
  void noValues_areTheEmptyDistribution() {
    assertEquals(Distribution.empty(), new ForeignBuckets().add(1, 2, 0).distribution(3));
    assertEquals(Distribution.empty(), new ForeignBuckets().distribution(3, 1, 2));
  }

  @Test
  void onlyOneBucket_isSomewhere() {
    Distribution made =
        new ForeignBuckets()
            .add(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 2)
            .add(Double.MAX_VALUE, Double.POSITIVE_INFINITY, 1)
            .add(Double.NEGATIVE_INFINITY, -Double.MAX_VALUE, 1)
            .distribution(0);
    assertEquals(4, made.count());
  }
}
