package io.tapes.reporters.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The buffer and the counts that transports of lines share; their {@link LineCarrier} differs. */
abstract class BufferedLines implements LineTransport {
  /** How the lines of a buffer stand in it. */
  enum Layout {
    /** A line feed between two lines: one datagram. */
    SEPARATED,
    /** A line feed after each line: a part of a stream. */
    TERMINATED
  }

  private static final byte LINE_FEED = '\n';

  private final ByteBuffer buffer;
  private final Layout layout;
  private final LineCarrier carrier;
  private long bufferedLines;
  private long deliveredLines;
  private long droppedLines;
  private boolean closed;

  BufferedLines(int bytes, Layout layout, LineCarrier carrier) {
    this.buffer = ByteBuffer.allocate(bytes);
    this.layout = layout;
    this.carrier = carrier;
  }

  @Override
  public final void send(String line) throws IOException {
    if (line.length()
        > buffer.capacity()) { // before its bytes are copied; each char is one or more
      droppedLines++;
      return;
    }
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    int terminator = layout == Layout.TERMINATED ? 1 : 0;
    if (bytes.length > longestLine()) {
      droppedLines++;
      return;
    }
    int separator = layout == Layout.SEPARATED && buffer.position() > 0 ? 1 : 0;
    if (separator + bytes.length + terminator > buffer.remaining()) {
      flush();
    }
    if (layout == Layout.SEPARATED && buffer.position() > 0) {
      buffer.put(LINE_FEED);
    }
    buffer.put(bytes);
    if (layout == Layout.TERMINATED) {
      buffer.put(LINE_FEED);
    }
    bufferedLines++;
  }

  @Override
  public final int longestLine() {
    return buffer.capacity() - (layout == Layout.TERMINATED ? 1 : 0);
  }

  @Override
  public final void flush() throws IOException {
    if (bufferedLines == 0) {
      return;
    }
    try {
      if (closed) {
        throw new IOException("the transport is closed; make a new one");
      }
      carrier.carry(buffer.flip());
      deliveredLines += bufferedLines;
    } finally {
      discard();
    }
  }

  @Override
  public final String destination() {
    return carrier.destination();
  }

  @Override
  public final void discard() {
    buffer.clear();
    bufferedLines = 0;
  }

  @Override
  public final long deliveredLines() {
    return deliveredLines;
  }

  @Override
  public final long droppedLines() {
    return droppedLines;
  }

  @Override
  public final void close() throws IOException {
    if (!closed) {
      closed = true;
      discard();
      carrier.close();
    }
  }
}
