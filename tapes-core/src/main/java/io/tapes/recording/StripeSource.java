package io.tapes.recording;

/** Makes the stripes of one recorder. Any thread. */
@FunctionalInterface
public interface StripeSource {
  /** Those of a recorder on the heap. */
  StripeSource HEAP = Stripe::new;

  /** Those of a recorder of doubles on the heap. */
  StripeSource HEAP_DOUBLES = HeapDoubleStripe::new;

  /** Makes a stripe for a writer that has none. */
  Stripe make();
}
