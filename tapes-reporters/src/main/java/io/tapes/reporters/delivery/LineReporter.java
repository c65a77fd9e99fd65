package io.tapes.reporters.delivery;

import io.tapes.Snapshot;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.transport.LineTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A line format and a transport: what the reporters of line protocols are made of, and what one of
 * your own may be.
 *
 * <p>A report that fails half-way counts as delivered for the series whose lines had left, so that
 * a format of increases sends nothing twice and loses nothing. One thread at a time may report.
 */
public final class LineReporter implements Resumable {
  private final String name;
  private final LineFormat format;
  private final LineTransport transport;
  private final int longestLine;
  private final Delivered delivered = new Delivered();
  private long tooLong;

  /**
   * A reporter.
   *
   * @param name what it is called in messages and self-metrics
   * @param format writes the lines
   * @param transport carries them; closed with this reporter
   * @param longestLine the most bytes that the backend takes for one line; longer ones are dropped
   */
  public LineReporter(String name, LineFormat format, LineTransport transport, int longestLine) {
    this.name = name;
    this.format = format;
    this.transport = transport;
    this.longestLine = longestLine;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void resume(Snapshot before) {
    delivered.all(before);
  }

  /**
   * Sends one snapshot.
   *
   * @param snapshot what to send
   * @throws IOException if the transport could not deliver
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    // Of each series, the line that carries its increase, counted as the transport counts.
    long[] firstLines = new long[snapshot.series().size()];
    long[] sent = {transport.deliveredLines()};
    int[] written = {0};
    boolean complete = false;
    try {
      delivered.visit(
          snapshot,
          (series, before) -> {
            firstLines[written[0]++] = sent[0] + 1;
            format.write(series, before, snapshot.wallMillis(), line -> sent[0] += send(line));
          });
      transport.flush();
      complete = true;
    } finally {
      if (complete) {
        delivered.all(snapshot);
      } else {
        transport.discard();
        delivered.some(snapshot, left(firstLines, written[0]), 0);
      }
    }
  }

  /** 1, or 0 for a line that is too long. */
  private int send(String line) throws IOException {
    if (isTooLong(line)) {
      tooLong++;
      return 0;
    }
    long dropped = transport.droppedLines();
    transport.send(line);
    return dropped == transport.droppedLines() ? 1 : 0;
  }

  private boolean isTooLong(String line) {
    // A char is one to three bytes, so most lines need no counting.
    return line.length() > longestLine
        || (line.length() > longestLine / 3
            && line.getBytes(StandardCharsets.UTF_8).length > longestLine);
  }

  private boolean[] left(long[] firstLines, int written) {
    boolean[] left = new boolean[firstLines.length];
    for (int i = 0; i < written; i++) {
      left[i] = firstLines[i] <= transport.deliveredLines();
    }
    return left;
  }

  @Override
  public long dropped() {
    return tooLong + transport.droppedLines() + transport.refusedLines();
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }
}
