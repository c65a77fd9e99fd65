package io.tapes;

import java.util.zip.CRC32C;

/**
 * Numbers with a check sum in one long, so that a single store writes both: in a {@link BlackBox}
 * they tell what was written from what was damaged, whenever its process ends.
 */
final class Sealed {
  private static final int BITS = 40;

  /** The greatest number that can be sealed. */
  static final long MAX = (1L << BITS) - 1;

  private Sealed() {}

  /** A number from 0 to {@link #MAX} with its check sum: never 0, which is what nobody wrote. */
  static long of(long number) {
    return check(number) << BITS | number;
  }

  /**
   * The number in it; 0 where nothing was written.
   *
   * @throws IllegalArgumentException if it is damaged
   */
  static long open(long sealed) {
    long number = sealed & MAX;
    if (sealed != 0 && sealed >>> BITS != check(number)) {
      throw new IllegalArgumentException(
          "the number " + number + " has the wrong check sum " + (sealed >>> BITS));
    }
    return number;
  }

  /** Of 24 bits, and not 0. */
  private static long check(long number) {
    CRC32C sum = new CRC32C();
    for (int shift = 0; shift < BITS; shift += Byte.SIZE) {
      sum.update((int) (number >>> shift));
    }
    return (sum.getValue() & 0xFFFFFF) | 1;
  }
}
