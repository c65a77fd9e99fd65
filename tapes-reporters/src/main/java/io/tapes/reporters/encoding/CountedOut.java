package io.tapes.reporters.encoding;

import java.io.IOException;
import java.io.OutputStream;

/** A stream whose target changes from piece to piece; counts what went into the present one. */
public final class CountedOut extends OutputStream {
  private OutputStream target = OutputStream.nullOutputStream();
  private long bytes;

  public void to(OutputStream newTarget) {
    target = newTarget;
    bytes = 0;
  }

  public long bytes() {
    return bytes;
  }

  @Override
  public void write(int b) throws IOException {
    bytes++;
    target.write(b);
  }

  @Override
  public void write(byte[] source, int from, int length) throws IOException {
    bytes += length;
    target.write(source, from, length);
  }
}
