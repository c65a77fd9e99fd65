package io.tapes.recording;

/**
 * The cells of consecutive buckets. One thread at a time writes the cells of a published window;
 * everything else of it never changes.
 */
public abstract class StripeWindow {
  private final int first;

  protected StripeWindow(int first) {
    this.first = first;
  }

  /** Returns the first bucket. */
  public final int first() {
    return first;
  }

  /** Returns the bucket behind the last one; the first one when there is none. */
  public abstract int end();

  /** Returns how many values fell into a bucket of the window. */
  public abstract long count(int index);

  /** Adds the count of every cell to a sum, of which the first one is at {@code from}. */
  public abstract void addTo(long[] sums, int from);

  /** Returns the sum of all counts. */
  public final long total() {
    long total = 0;
    for (int index = first; index < end(); index++) {
      total += count(index);
    }
    return total;
  }

  /** Returns how often the value 0 was counted. */
  public final long zeros() {
    return first <= 0 && end() > 0 ? count(0) : 0;
  }
}
