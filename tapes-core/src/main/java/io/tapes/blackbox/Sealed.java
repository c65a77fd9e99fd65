package io.tapes.blackbox;

/**
 * Numbers with a check sum in one long, so that a single store writes both: in a {@link BlackBox}
 * they tell what was written from what was damaged, whenever its process ends.
 */
final class Sealed {
  private static final int BITS = 40;

  /** Castagnoli's, reversed. */
  private static final int POLYNOMIAL = 0x82F63B78;

  /** The greatest number that can be sealed. */
  static final long MAX = (1L << BITS) - 1;

  private Sealed() {}

  /** A number from 0 to {@link #MAX} with its check sum: never 0, which is what was not written. */
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

  /** Of 24 bits, and not 0: CRC-32C of the five bytes, which needs no memory here. */
  private static long check(long number) {
    int crc = -1;
    for (int bit = 0; bit < BITS; bit++) {
      int low = (crc ^ (int) (number >>> bit)) & 1;
      crc = (crc >>> 1) ^ (POLYNOMIAL & -low);
    }
    return (~crc & 0xFFFFFF) | 1;
  }
}
