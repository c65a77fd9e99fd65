package io.tapes.reporters.format;

import io.tapes.Snapshot;
import java.io.IOException;
import java.io.OutputStream;

/** A format of whole snapshots. Any thread may use an instance. */
@FunctionalInterface
public interface PageFormat {
  /**
   * Writes a snapshot.
   *
   * @param snapshot what to write
   * @param out where to; neither flushed nor closed
   * @throws IOException from {@code out}
   */
  void write(Snapshot snapshot, OutputStream out) throws IOException;
}
