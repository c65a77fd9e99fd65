package io.tapes.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapes.distribution.Buckets;
import io.tapes.distribution.Distribution;
import io.tapes.testing.Forall;
import io.tapes.testing.Threads;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One stripe: what its cells hold, far beyond what an int can count. */
class StripeTest {
  private static Distribution read(Stripe stripe) {
    return reader(stripe).read(Distribution.empty());
  }

  private static StripeReader reader(Stripe stripe) {
    return new StripeReader(stripe, Stripe.NONE, new Stripe[0], new Stripe[0]);
  }

  @Test
  void aCellCountsOnBeyondAnInt() {
    Stripe stripe = new Stripe();
    int index = Buckets.index(5);
    Distribution many =
        Distribution.of(new int[] {index}, new long[] {Integer.MAX_VALUE - 1}, 5, 5, 5);
    stripe.merge(many);
    long expected = Integer.MAX_VALUE - 1;
    for (int i = 0; i < 5; i++) {
      stripe.record(index, 5);
      expected++;
      assertEquals(expected, read(stripe).count());
    }
    stripe.merge(many);
    stripe.record(Buckets.index(900), 900); // the window grows and takes what was carried along
    stripe.merge(many);
    Distribution all = read(stripe);
    assertEquals(expected + 2L * (Integer.MAX_VALUE - 1) + 1, all.count());
    assertEquals(expected + 2L * (Integer.MAX_VALUE - 1), all.bucketValues(0));
    assertEquals(5 * 3 + 5 * 5 + 900, all.sum());
  }

  @Test
  void anUnchangedStripe_isKnownWithoutItsCells() {
    Stripe stripe = new Stripe();
    assertTrue(reader(stripe).isUnchanged(Distribution.empty()));
    stripe.record(0, 0);
    assertFalse(reader(stripe).isUnchanged(Distribution.empty()));
    Distribution zero = read(stripe);
    assertTrue(reader(stripe).isUnchanged(zero));
    stripe.record(0, 0);
    assertFalse(reader(stripe).isUnchanged(zero));
    stripe.record(5, 5);
    Distribution three = read(stripe);
    assertTrue(reader(stripe).isUnchanged(three));
    assertFalse(reader(stripe).isUnchanged(zero));
  }

  @Test
  void sumsThatWrapAround_areNotTakenForUnchanged() {
    Stripe stripe = new Stripe();
    stripe.record(5, 5);
    Distribution before = read(stripe);
    for (int i = 0; i < 4; i++) {
      stripe.record(Buckets.index(1L << 62), 1L << 62);
    }
    assertEquals(before.sum(), read(stripe).sum());
    assertFalse(reader(stripe).isUnchanged(before));
  }

  @Test
  void aReadingAmidARecord_isNotTakenForWhole() {
    Stripe stripe = new Stripe();
    stripe.record(5, 5);
    stripe.sum += 7; // as a record of 7 does before it is in its cell
    Distribution amid = read(stripe);
    assertEquals(1, amid.count());
    assertEquals(12, amid.sum());
    stripe.cells[7 - stripe.first]++;
    stripe.committed = stripe.sum;
    assertFalse(reader(stripe).isUnchanged(amid));
    assertEquals(2, read(stripe).count());
  }

  @Test
  void aCellThatIsFull_isCarriedOver() {
    Stripe stripe = new Stripe();
    stripe.record(5, 5);
    // As after 2^32 - 2 records, which would take a minute.
    stripe.cells[5 - stripe.first] = -2;
    for (int i = 0; i < 3; i++) {
      stripe.record(5, 5);
    }
    assertEquals((1L << 32) + 1, read(stripe).count());
  }

  @Test
  void mergesOfMoreThanAnInt_areExact() {
    Stripe stripe = new Stripe();
    long huge = 1_000_000_000_000_000_000L;
    int[] indices = {3, Buckets.index(1L << 40)};
    Distribution many = Distribution.of(indices, new long[] {huge, 7}, 11, 3, 1L << 40);
    stripe.merge(many);
    stripe.merge(many);
    stripe.record(3, 3);
    Distribution all = read(stripe);
    assertEquals(2 * huge + 1, all.bucketValues(0));
    assertEquals(14, all.bucketValues(1));
    assertEquals(25, all.sum());
  }

  @Test
  void everyOrderOfValues_givesTheCellsOfTheValues() {
    Forall.check(
        any -> {
          List<Long> values = any.list(60, () -> any.longs(0, Long.MAX_VALUE));
          Stripe stripe = new Stripe();
          long sum = 0;
          for (long value : values) {
            stripe.record(Buckets.index(value), value);
            sum += value;
          }
          Distribution all = read(stripe);
          assertEquals(values.size(), all.count());
          assertEquals(sum, all.sum());
          for (int i = 0; i < all.bucketCount(); i++) {
            int index = all.bucketIndex(i);
            assertEquals(
                values.stream().filter(v -> Buckets.index(v) == index).count(),
                all.bucketValues(i));
          }
        });
  }

  @Test
  void aClaimedStripe_refusesOthersAndLosesNothing() {
    Stripe stripe = new Stripe();
    assertTrue(stripe.tryClaim());
    assertFalse(stripe.tryClaim());
    assertFalse(stripe.tryRecord(1, 1));
    stripe.record(2, 2);
    stripe.claimed = 0;
    assertTrue(stripe.tryRecord(1, 1));
    assertEquals(2, read(stripe).count());
  }

  @Test
  void anOwnerThatLives_isNotReplaced() {
    Stripe stripe = new Stripe();
    assertTrue(stripe.tryOwn(Thread.currentThread()));
    Threads.together(1, t -> assertFalse(stripe.tryOwn(Thread.currentThread())));
    stripe.forgetTheDead();
    assertEquals(Thread.currentThread(), stripe.owner);
    assertFalse(Stripe.NONE.tryClaim());
  }
}
