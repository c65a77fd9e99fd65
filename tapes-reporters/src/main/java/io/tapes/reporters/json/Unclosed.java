package io.tapes.reporters.json;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A caller's stream behind a writer of ours: closing or flushing the writer leaves it alone. */
final class Unclosed extends FilterOutputStream {
  Unclosed(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length); // not byte by byte, as the superclass does
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
