package io.tapes;

import io.tapes.recording.Stripe;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of a recorder's stripes. In those that threads own, a stripe stands at the id of its owner
 * modulo the length, which is a power of two; the others hold {@link Stripe#NONE}.
 */
final class StripeArrays {
  static final Stripe[] NO_OWNED = {Stripe.NONE};
  static final Stripe[] NO_SHARED = {};

  /** As many as processors can be busy with one instrument, and some to spare; a power of two. */
  private static final int MOST_OWNED =
      Integer.highestOneBit(Math.max(8, 2 * Runtime.getRuntime().availableProcessors() - 1));

  private StripeArrays() {}

  /** The stripe at the place of an owner. */
  static Stripe at(Stripe[] stripes, int id) {
    return stripes[id & (stripes.length - 1)];
  }

  static void put(Stripe[] owned, int id, Stripe stripe) {
    owned[id & (owned.length - 1)] = stripe;
  }

  /**
   * A copy with a free place for an owner, twice as long if need be; null at the greatest length.
   */
  static Stripe @Nullable [] withPlaceFor(Stripe[] owned, int id) {
    Stripe[] wide = owned.clone();
    while (at(wide, id) != Stripe.NONE) {
      if (wide.length == MOST_OWNED) {
        return null;
      }
      wide = twice(wide);
    }
    return wide;
  }

  private static Stripe[] twice(Stripe[] stripes) {
    Stripe[] wide = new Stripe[2 * stripes.length];
    Arrays.fill(wide, Stripe.NONE);
    for (int i = 0; i < stripes.length; i++) {
      Thread owner = stripes[i].owner();
      wide[owner == null ? i : (int) owner.getId() & (wide.length - 1)] = stripes[i];
    }
    return wide;
  }

  /** Where a thread begins to look for a stripe that is not claimed. */
  static int start(Stripe[] stripes, int id) {
    return stripes.length < 2 ? 0 : (id & Integer.MAX_VALUE) % stripes.length;
  }
}
