package io.tapes;

/**
 * The cells of consecutive buckets. One thread at a time writes the cells of a published window;
 * everything else of it never changes.
 */
abstract class StripeWindow {
  final int first;

  StripeWindow(int first) {
    this.first = first;
  }

  /** The bucket behind the last one; 0 when there is none. */
  abstract int end();

  abstract long count(int index);

  /** Adds the count of every cell to a sum, of which the first one is at {@code from}. */
  abstract void addTo(long[] sums, int from);

  /** The sum of all counts. */
  final long total() {
    long total = 0;
    for (int index = first; index < end(); index++) {
      total += count(index);
    }
    return total;
  }

  /** How often the value 0 was counted. */
  final long zeros() {
    return first == 0 && end() > 0 ? count(0) : 0;
  }
}
