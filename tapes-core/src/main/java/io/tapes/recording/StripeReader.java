package io.tapes.recording;

import io.tapes.distribution.CellScan;
import io.tapes.distribution.Distribution;
import java.lang.invoke.VarHandle;

/** One reading of a recorder: adds its stripes up while they are being written. */
public class StripeReader {
  /**
   * Where all values are smaller, what was committed does not wrap around to the same number
   * between two reads: that takes 2^64 ns, 584 years, in more than 16 million records.
   */
  private static final long TOO_SMALL_TO_WRAP = 1L << 40;

  private final Stripe first;
  private final Stripe second;
  private final Stripe[] owned;
  private final Stripe[] shared;
  protected final long committed;

  /** Begins the reading of a recorder's stripes. */
  public StripeReader(Stripe first, Stripe second, Stripe[] owned, Stripe[] shared) {
    this.first = first;
    this.second = second;
    this.owned = owned;
    this.shared = shared;
    long sum = 0;
    for (int i = 0; i < stripes(); i++) {
      Stripe stripe = stripe(i);
      stripe.forgetTheDead();
      sum += stripe.committed;
    }
    committed = sum;
    // Every cell that was written before what was committed is read after it.
    VarHandle.acquireFence();
  }

  /** How many stripes there are. */
  protected final int stripes() {
    return 2 + owned.length + shared.length;
  }

  /** One of them. */
  protected final Stripe stripe(int i) {
    if (i < 2) {
      return i == 0 ? first : second;
    }
    return i - 2 < owned.length ? owned[i - 2] : shared[i - 2 - owned.length];
  }

  /**
   * Returns whether nothing was recorded since the previous reading; in a few looks, however many
   * cells there are. Zeros do not show in a sum, what is negative may cancel in it, and
   * distributions that were added need not change it.
   */
  public boolean isUnchanged(Distribution previous) {
    return previous.isWhole()
        && committed == previous.sum()
        && max() < TOO_SMALL_TO_WRAP
        && min() >= 0
        && zeros() == previous.valuesIn(0);
  }

  /**
   * Returns the sum of the stripes.
   *
   * @param previous shares its set of buckets if they are the same
   */
  public Distribution read(Distribution previous) {
    StripeWindow[] windows = new StripeWindow[stripes()];
    int from = Integer.MAX_VALUE;
    int end = Integer.MIN_VALUE;
    for (int i = 0; i < windows.length; i++) {
      windows[i] = stripe(i).window;
      if (windows[i].end() > windows[i].first()) {
        from = Math.min(from, windows[i].first());
        end = Math.max(end, windows[i].end());
      }
    }
    if (end == Integer.MIN_VALUE) {
      return previous;
    }
    CellScan scan = new CellScan(from, end);
    try {
      for (StripeWindow window : windows) {
        window.addTo(scan.sums(), scan.position(window.first()));
      }
      VarHandle.acquireFence();
      long sum = sum();
      return scan.distribution(sum, min(), max(), sum == committed, previous);
    } finally {
      scan.free();
    }
  }

  private long zeros() {
    long zeros = 0;
    for (int i = 0; i < stripes(); i++) {
      zeros += stripe(i).window.zeros();
    }
    return zeros;
  }

  /** The sum of all. */
  protected final long sum() {
    long sum = 0;
    for (int i = 0; i < stripes(); i++) {
      sum += stripe(i).sum;
    }
    return sum;
  }

  /** The smallest value. */
  protected final long min() {
    long min = Long.MAX_VALUE;
    for (int i = 0; i < stripes(); i++) {
      min = Math.min(min, stripe(i).min);
    }
    return min;
  }

  /** The largest value. */
  protected final long max() {
    long max = Long.MIN_VALUE;
    for (int i = 0; i < stripes(); i++) {
      max = Math.max(max, stripe(i).max);
    }
    return max;
  }
}
