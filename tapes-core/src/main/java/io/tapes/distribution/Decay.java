package io.tapes.distribution;

/** How much less a value weighs as it gets older, and from when on it is forgotten. */
final class Decay {
  private static final double ALPHA_PER_SECOND = 0.015;

  /** With room for rounding: a value is forgotten at the tick that begins 300 seconds later. */
  static final double FORGET = Math.exp(-4.5) * (1 + 1e-9);

  private Decay() {}

  /** What a value weighs after that time, beside one of now. */
  static double after(double seconds) {
    return Math.exp(-ALPHA_PER_SECOND * seconds);
  }
}
