package io.tapes.distributed;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A target of output whose writes, one line each, are taken in order. */
final class LineQueue extends OutputStream {
  private final BlockingQueue<String> writes = new LinkedBlockingQueue<>();

  @Override
  public void write(int b) {
    throw new UnsupportedOperationException("a line is written at once");
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    writes.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
  }

  /** The next line without its end; a minute without one is a failure. */
  String take() throws InterruptedException {
    String line = writes.poll(1, TimeUnit.MINUTES);
    if (line == null) {
      throw new AssertionError("no further line");
    }
    return line.substring(0, line.length() - System.lineSeparator().length());
  }

  String[] all() {
    return writes.toArray(new String[0]);
  }
}
