package io.tapes.reporters.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A connected stream, as it is or encrypted, on which nothing waits longer than it may. */
interface Connection extends AutoCloseable {
  /** Writes all bytes. Where it throws, some may have left. */
  void write(ByteBuffer bytes, Duration timeout) throws IOException;

  /** Whether the peer ended or reset the connection since. What it says is read and ignored. */
  boolean isHungUp();

  @Override
  void close() throws IOException;
}
