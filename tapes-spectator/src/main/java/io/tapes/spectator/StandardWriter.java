package io.tapes.spectator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** Writes lines to a standard stream of the process, which stays open. */
final class StandardWriter extends LineWriter {
  private final String name;
  private final Supplier<PrintStream> stream;

  /**
   * Creates a writer.
   *
   * @param stream is asked each time: an application may put another one in its place
   */
  StandardWriter(String name, Supplier<PrintStream> stream, int bufferBytes) {
    super(bufferBytes, LOCAL_BYTES);
    this.name = name;
    this.stream = stream;
  }

  @Override
  void carry(ByteBuffer lines, int count) throws IOException {
    byte[] bytes = new byte[lines.remaining() + 1];
    lines.get(bytes, 0, bytes.length - 1);
    bytes[bytes.length - 1] = '\n';
    PrintStream out = stream.get();
    out.write(bytes, 0, bytes.length); // at once, so that nothing of others comes in between
    if (out.checkError()) { // which flushes
      throw new IOException("cannot write to " + name);
    }
  }

  @Override
  void end() {}
}
