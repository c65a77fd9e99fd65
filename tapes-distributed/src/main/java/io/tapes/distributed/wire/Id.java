package io.tapes.distributed.wire;

import java.security.SecureRandom;

/**
 * A random number of 128 bits that identifies one run of an aggregator or of a worker.
 *
 * <p>Any thread may use an instance.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Id(long high, long low) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * A new id.
   *
   * @return an id that nobody else has
   */
  public static Id random() {
    return new Id(RANDOM.nextLong(), RANDOM.nextLong());
  }

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    return String.format("%016x%016x", high, low);
  }
}
