package io.tapes.distribution;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Adds up the cells of a recorder and makes a distribution of those that are not zero. One thread
 * at a time may use an instance.
 */
public final class CellScan {
  /*
   * The cells are added up in one array that all readings of the process share, one at a time and
   * the thread that comes second gets another: a new array for each timer would cost more than the pass.
   * Which cells hold something is as good as random, so the pass has no branch for it: counts are
   * moved down to the end of those found so far, and the next one overwrites them if they were 0.
   */
  private static final AtomicReference<long[]> SPARE = new AtomicReference<>();

  private final int first;
  private final int length;
  private final long[] cells;

  /**
   * Begins a pass; {@link #free} it after use.
   *
   * @param first the first bucket of all cells
   * @param end the bucket behind the last one
   */
  public CellScan(int first, int end) {
    this.first = first & -Long.SIZE;
    this.length = Math.max(0, end - this.first);
    long[] spare = SPARE.getAndSet(null);
    cells = spare == null || spare.length < length ? new long[size(length)] : spare;
    Arrays.fill(cells, 0, length, 0);
  }

  /** Enough for all values from 0 on; negative ones as well where there are some. */
  private static int size(int length) {
    return length <= Buckets.COUNT ? Buckets.COUNT : 2 * Buckets.COUNT;
  }

  /** Lets the next pass have the array. */
  public void free() {
    SPARE.set(cells);
  }

  /**
   * Returns the sums of the cells so far, to which the caller adds.
   *
   * @return of many buckets; {@link #position} says which
   */
  public long[] sums() {
    return cells;
  }

  /**
   * Returns where the cell of a bucket stands among the sums.
   *
   * @param index from the first bucket of this pass to the last
   * @return a position in {@link #sums}
   */
  public int position(int index) {
    return index - first;
  }

  /**
   * Makes a distribution of the sums, which are of no use afterwards.
   *
   * @param sum the sum of the values
   * @param min the smallest value
   * @param max the largest value
   * @param whole whether nothing was under way
   * @param likely shares its set of buckets if they are the same
   * @return the distribution
   */
  public Distribution distribution(
      long sum, long min, long max, boolean whole, Distribution likely) {
    long[] words = new long[(length + Long.SIZE - 1) / Long.SIZE];
    long total = 0;
    int size = 0;
    for (int word = 0; word < words.length; word++) {
      long bits = 0;
      int start = word * Long.SIZE;
      int end = Math.min(length, start + Long.SIZE);
      for (int i = start; i < end; i++) {
        long count = cells[i];
        long present = (count | -count) >>> (Long.SIZE - 1);
        bits |= present << i;
        cells[size] = count;
        size += (int) present;
        total += count;
      }
      words[word] = bits;
    }
    BucketSet buckets = BucketSet.of(first >> 6, words, size, likely.buckets);
    byte[] counts = PackedCounts.pack(cells, size);
    return Distribution.trusted(buckets, counts, total, Total.of(sum), min, max, whole);
  }
}
