package io.tapes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** One stripe: what its cells hold, far beyond what an int can count. */
class StripeTest {
  private static Distribution read(Stripe stripe) {
    StripeReader reader = new StripeReader();
    reader.include(stripe);
    return reader.read(Distribution.empty());
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

  @Property
  void everyOrderOfValues_givesTheCellsOfTheValues(
      @ForAll @Size(max = 60) List<@LongRange(min = 0) Long> values) {
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
          values.stream().filter(v -> Buckets.index(v) == index).count(), all.bucketValues(i));
    }
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
