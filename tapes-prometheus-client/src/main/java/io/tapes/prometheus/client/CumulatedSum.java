package io.tapes.prometheus.client;

/** A counter; one thread. */
final class CumulatedSum extends Cumulated {
  private double ended;
  private double last;

  /** The sum with what was counted before the counter began again. */
  double take(double now, long createdMillis) {
    boolean again = beganAgain(createdMillis);
    if (!Double.isFinite(now)) {
      return ended + last; // a counter that was given such a number stays so for ever
    }
    if (again || now < last) {
      ended += last;
    }
    last = now;
    return ended + last;
  }
}
