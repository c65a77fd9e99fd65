package io.tapes.blackbox;

import java.nio.ByteBuffer;

/** Reads the bytes of a {@link BlackBox} whose process has ended. */
final class BoxBytes {
  private BoxBytes() {}

  /** What stands at a position, which the file names itself. */
  static long get(ByteBuffer bytes, long position) {
    if (position < 0 || position > bytes.limit() - Long.BYTES || position % Long.BYTES != 0) {
      throw new IllegalArgumentException("there is nothing at " + position);
    }
    // Only what is mapped changes, and only there is it aligned.
    return bytes.isDirect()
        ? (long) MappedFile.LONG.getVolatile(bytes, (int) position)
        : bytes.getLong((int) position);
  }
}
