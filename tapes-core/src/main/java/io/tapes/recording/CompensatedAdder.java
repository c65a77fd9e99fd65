package io.tapes.recording;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Adds up doubles without forgetting what rounding takes away. Any thread. */
public class CompensatedAdder {
  /*
   * A double that is added to a large sum loses its last digits: after a million additions of 0.1 the
   * tenth digit is wrong, and beyond 2^53 an addition of 1 changes nothing. What one addition loses is
   * a double itself and known exactly (Knuth's TwoSum). So a cell has two words: the high one takes
   * what it can, the low one what the high one lost. Once the low word has come to some units of
   * the high one's last place, that much moves into the high word. This is double-double arithmetic
   * (Dekker 1971, as in Hida, Li and Bailey's QD), but each word is changed by a compare-and-set of
   * its own, because there is none for both.
   *
   * Assumptions
   * 1. What is added is finite. Nearly all of it is positive: the bounds are parts of the largest
   *    value that the high word had.
   *
   * Guarantees
   * 2. The low word stays below 2^-49 of the high one. Each addition rounds the low word once, and so
   *    loses 2^-102 of the sum at most: 10^-12 of it are lost after 2^62 additions, in any order.
   * 3. A sum that is read while others add has everything that was added before, short of or ahead by
   *    what moves between two words at that moment: 2^-49 of the sum for each thread that adds.
   * 4. Sums of sums are as good: a difference of two doubles is wrong by 2^-53 of the difference.
   *
   * Progress: lock-free. An addition is one compare-and-set, or two where something was lost.
   * Threads that collide go to stripes, which are made once; where there is no memory for these all
   * stay at the first cell. Nothing else is allocated.
   */
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
  private static final double MOST_LOW = 0x1p-49;

  /** Words from the one stripe to the next, so that no two share a line. */
  private static final int STRIDE = 16;

  private static final int MOST_STRIPES = 16;

  private final long[] first = new long[2];
  private volatile long @Nullable [] stripes;

  /** Without stripes until threads collide. */
  public CompensatedAdder() {}

  /**
   * With stripes, which are never more or fewer.
   *
   * @param count a power of two
   */
  protected CompensatedAdder(int count) {
    stripes = new long[count * STRIDE];
  }

  /**
   * Adds a number.
   *
   * @param x a finite number
   * @return false if the sum would be infinite; nothing was added then
   */
  public final boolean add(double x) {
    long[] cells = stripes;
    if (cells == null) {
      long bits = (long) WORD.getVolatile(first, 0);
      double next = Double.longBitsToDouble(bits) + x;
      if (!Double.isFinite(next)) {
        return false;
      }
      if (replaced(first, 0, bits, x, next)) {
        return true;
      }
      cells = striped();
    }
    int at = ((int) Thread.currentThread().getId() & (cells.length / STRIDE - 1)) * STRIDE;
    if (!addTo(cells, cells == first ? 0 : at, x)) {
      return false;
    }
    added(at / STRIDE);
    return true;
  }

  /** Adds to the high word, and what that loses to the low one; false if it becomes infinite. */
  private static boolean addTo(long[] cells, int at, double x) {
    while (true) {
      long bits = (long) WORD.getVolatile(cells, at);
      double next = Double.longBitsToDouble(bits) + x;
      if (!Double.isFinite(next)) {
        return false;
      }
      if (replaced(cells, at, bits, x, next)) {
        return true;
      }
    }
  }

  private static boolean replaced(long[] cells, int at, long bits, double x, double next) {
    if (!WORD.compareAndSet(cells, at, bits, Double.doubleToRawLongBits(next))) {
      return false;
    }
    double lost = lost(Double.longBitsToDouble(bits), x, next);
    if (lost != 0) {
      addLow(cells, at, lost);
    }
    return true;
  }

  /** Adds to the low word, or moves what it has become to the high one. */
  private static void addLow(long[] cells, int at, double lost) {
    double rest = lost;
    while (true) {
      long bits = (long) WORD.getVolatile(cells, at + 1);
      double low = Double.longBitsToDouble(bits) + rest;
      double high = Double.longBitsToDouble((long) WORD.getVolatile(cells, at));
      if (Math.abs(low) <= high * MOST_LOW) {
        if (WORD.compareAndSet(cells, at + 1, bits, Double.doubleToRawLongBits(low))) {
          return;
        }
        continue;
      }
      double moved = (high + low) - high;
      if (WORD.compareAndSet(cells, at + 1, bits, Double.doubleToRawLongBits(low - moved))) {
        rest = addHigh(cells, at, moved);
        if (rest == 0) {
          return;
        }
      }
    }
  }

  /** Adds to the high word alone; returns what that lost. */
  private static double addHigh(long[] cells, int at, double x) {
    while (true) {
      long bits = (long) WORD.getVolatile(cells, at);
      double high = Double.longBitsToDouble(bits);
      double next = high + x;
      if (!Double.isFinite(next)) {
        return 0;
      }
      if (WORD.compareAndSet(cells, at, bits, Double.doubleToRawLongBits(next))) {
        return lost(high, x, next);
      }
    }
  }

  /**
   * Returns what a rounded sum lacks of the exact one.
   *
   * @param a a number
   * @param b a number
   * @param sum {@code a + b}
   * @return a number that is {@code a + b - sum} exactly
   */
  public static double lost(double a, double b, double sum) {
    double ofB = sum - a;
    return (a - (sum - ofB)) + (b - ofB);
  }

  private synchronized long[] striped() {
    long[] known = stripes;
    if (known == null) {
      int processors = Runtime.getRuntime().availableProcessors();
      int count = Math.min(MOST_STRIPES, Integer.highestOneBit(Math.max(1, 2 * processors - 1)));
      try {
        known = new long[count * STRIDE];
        stripes = known;
      } catch (OutOfMemoryError full) {
        return first;
      }
    }
    return known;
  }

  /** Something was added to a stripe; called by the thread that did it. */
  protected void added(int stripe) {}

  /**
   * Returns the sum now.
   *
   * @return everything that was added before, rounded once
   */
  public final double sum() {
    long[] cells = stripes;
    double high = word(first, 0);
    double low = word(first, 1);
    for (int at = 0; cells != null && at < cells.length; at += STRIDE) {
      double more = word(cells, at);
      double next = high + more;
      low += lost(high, more, next) + word(cells, at + 1);
      high = next;
    }
    return high + low;
  }

  /** What a stripe holds now. */
  protected final double sum(int stripe) {
    long[] cells = stripes;
    return cells == null ? 0 : word(cells, stripe * STRIDE) + word(cells, stripe * STRIDE + 1);
  }

  private static double word(long[] cells, int at) {
    return Double.longBitsToDouble((long) WORD.getVolatile(cells, at));
  }
}
