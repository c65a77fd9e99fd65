package io.tapes.recording;

import io.tapes.distribution.BucketTable;
import io.tapes.distribution.Distribution;
import java.util.Arrays;
import java.util.Map;

/** Where the cells of stripes of doubles are: numbers of cells for the buckets of doubles. */
public final class DoubleCells {
  /*
   * Windows are made for cells that lie together, and the buckets of -1 and 1 lie 260,000 apart. So
   * the cells have another order than the buckets: by powers of two, from those around 1 to those
   * far from it on either side, each with its negative ones behind it:
   *
   *   0 the sum, 1 zero and what is next to it, 2 the same below zero, 3 from 1 to 2, 4 from -2 to
   *   -1, 5 from 1/2 to 1, 6 from -1 to -1/2, 7 from 2 to 4 …
   *
   * in 128 cells each. So a thousandth to a thousand of either sign are 22 powers of two, 168 blocks
   * of 32 cells, of which only those are made into which something falls.
   *
   * The first 32 cells hold the sum and no counts: two of them are the bits of a pair of doubles, to
   * be added as such.
   */
  /** The cells of a segment. */
  public static final int BLOCK = 32;

  /** The segment with the sum. */
  public static final int SUM_SEGMENT = 0;

  /** The cell of the rounded sum in it. */
  public static final int HIGH = 1;

  /** The cell of what that lacks. */
  public static final int LOW = 2;

  private static final int BITS = 7;
  private static final int CELLS = 1 << BITS;
  private static final int BIAS = Double.MAX_EXPONENT;

  /** As many segments as there can be. */
  public static final int SEGMENTS = cell(BucketTable.DOUBLES.first()) / BLOCK + 4 * BLOCK;

  private DoubleCells() {}

  /** Returns the cell of a bucket. */
  public static int cell(int index) {
    int sign = index >>> (Integer.SIZE - 1);
    int magnitude = index ^ (index >> (Integer.SIZE - 1));
    int exponent = magnitude >>> BITS;
    int power = exponent - BIAS;
    // Zero and the numbers next to it first, then 2^0, 2^-1, 2^1, 2^-2 …
    int rank = exponent == 0 ? 0 : 1 + ((power << 1) ^ (power >> (Integer.SIZE - 1)));
    return ((1 + ((rank << 1) | sign)) << BITS) | (magnitude & (CELLS - 1));
  }

  /** The bucket of a cell. */
  static int index(int cell) {
    int octave = (cell >>> BITS) - 1;
    int rank = octave >>> 1;
    int zigzag = rank - 1;
    int exponent = rank == 0 ? 0 : BIAS + ((zigzag >>> 1) ^ -(zigzag & 1));
    int magnitude = (exponent << BITS) | (cell & (CELLS - 1));
    return magnitude ^ -(octave & 1);
  }

  /**
   * Returns what the rounded sum of two doubles lacks, exactly: Knuth's TwoSum.
   *
   * @param a one of them
   * @param b the other one
   * @param sum their rounded sum
   */
  public static double error(double a, double b, double sum) {
    double second = sum - a;
    return (a - (sum - second)) + (b - second);
  }

  /** Adds the bits of a pair to those among the cells. */
  public static void addPair(long[] cells, long high, long low) {
    double a = Double.longBitsToDouble(cells[HIGH]);
    double b = Double.longBitsToDouble(high);
    double sum = a + b;
    if (Double.isNaN(sum)) {
      return; // infinite in both directions: it stays what it was
    }
    cells[HIGH] = Double.doubleToRawLongBits(sum);
    cells[LOW] =
        Double.doubleToRawLongBits(
            Double.longBitsToDouble(cells[LOW]) + Double.longBitsToDouble(low) + error(a, b, sum));
  }

  /**
   * Returns what cells hold.
   *
   * @param segments the cells of each segment; those of the sum are among them if there is a value
   * @param min the key of the smallest value
   * @param max the key of the largest value
   * @throws IllegalArgumentException if they contradict each other
   */
  public static Distribution distribution(Map<Integer, long[]> segments, long min, long max) {
    int[] buckets = new int[segments.size() * BLOCK];
    int size = 0;
    for (Map.Entry<Integer, long[]> segment : segments.entrySet()) {
      for (int c = 0; c < BLOCK && segment.getKey() != SUM_SEGMENT; c++) {
        if (segment.getValue()[c] != 0) {
          buckets[size++] = index(segment.getKey() * BLOCK + c);
        }
      }
    }
    if (size == 0) {
      return Distribution.empty();
    }
    int[] indices = Arrays.copyOf(buckets, size);
    Arrays.sort(indices);
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      int cell = cell(indices[i]);
      long[] cells = segments.get(cell / BLOCK);
      counts[i] = cells == null ? 0 : cells[cell & (BLOCK - 1)];
    }
    long[] sum = segments.getOrDefault(SUM_SEGMENT, new long[BLOCK]);
    double high = Double.longBitsToDouble(sum[HIGH]);
    double low = Double.longBitsToDouble(sum[LOW]);
    double total = high + low;
    return Math.abs(total) <= Double.MAX_VALUE
        ? Distribution.ofDoubles(indices, counts, total, error(high, low, total), min, max)
        : Distribution.ofDoubles(indices, counts, Double.isNaN(high) ? 0 : high, 0, min, max);
  }
}
