package io.tapes.recording;

/** A stripe of doubles. One writer at a time, as with every {@link Stripe}. */
public interface DoubleStripe {
  /**
   * Records, by who has claimed the stripe for it or owns it, and releases it.
   *
   * @param value a finite double
   * @return false if that takes memory and there is none
   */
  boolean recordAndRelease(double value);
}
