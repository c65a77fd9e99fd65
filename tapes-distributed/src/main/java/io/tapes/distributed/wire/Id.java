package io.tapes.distributed.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
   * Returns a new id.
   *
   * @return a new random id
   */
  public static Id random() {
    return new Id(RANDOM.nextLong(), RANDOM.nextLong());
  }

  /**
   * Returns what others may see of an id that must not be guessed: it tells two ids apart, and the
   * id cannot be found by it.
   *
   * @return the first 128 bits of the SHA-256 of the 16 bytes, the highest first
   */
  public Id disclosed() {
    try {
      byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
      ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
      return new Id(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    return String.format("%016x%016x", high, low);
  }
}
