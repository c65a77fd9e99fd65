package io.tapes.reporters.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A document that is written a piece at a time, so that a large one is never held as a whole: not
 * for a client that reads slowly. Holds the snapshot, and of the document nothing. One thread at a
 * time may use an instance.
 */
@FunctionalInterface
public interface ChunkedDocument {
  /**
   * Writes the next piece.
   *
   * @param out where to; not necessarily the same each time; neither flushed nor closed
   * @param bytes the piece ends soon after so many bytes
   * @return whether there is more
   * @throws IOException from {@code out}; the rest cannot be written any more
   */
  boolean next(OutputStream out, int bytes) throws IOException;

  /**
   * Returns what the document lacks and why.
   *
   * @return sentences, usually none
   */
  default List<String> leftOut() {
    return List.of();
  }

  /**
   * Writes all that is left.
   *
   * @param out where to; neither flushed nor closed
   * @throws IOException from {@code out}
   */
  default void writeTo(OutputStream out) throws IOException {
    while (next(out, 1 << 16)) {
      // the next one
    }
  }
}
