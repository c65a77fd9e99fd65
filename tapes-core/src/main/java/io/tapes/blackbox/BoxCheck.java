package io.tapes.blackbox;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** A check sum over parts of a {@link BlackBox}. One thread at a time. */
final class BoxCheck {
  private final CRC32C sum = new CRC32C();
  private final ByteBuffer file;

  BoxCheck(ByteBuffer file) {
    this.file = file;
  }

  /**
   * Takes some bytes in. A copy of them: a file that is cut off meanwhile is an error there, and
   * the end of the JVM inside the check sum's machine code.
   */
  BoxCheck with(int from, int length) {
    byte[] part = new byte[length];
    file.get(from, part);
    sum.update(part);
    return this;
  }

  /** Takes a number in. */
  BoxCheck with(long number) {
    sum.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    return this;
  }

  long value() {
    return sum.getValue();
  }
}
