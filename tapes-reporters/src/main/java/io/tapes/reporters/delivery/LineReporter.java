package io.tapes.reporters.delivery;

import io.tapes.LogLimiter;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.LineSink;
import io.tapes.reporters.transport.LineTransport;
import java.io.IOException;
import org.slf4j.LoggerFactory;

/**
 * A line format and a transport: what the reporters of line protocols are made of, and what one of
 * your own may be.
 *
 * <p>A report that fails half-way counts as delivered for the series whose lines had left, so that
 * a format of increases sends nothing twice and loses nothing. A unit of several lines for which
 * the transport has no room is split between lines. A single line for which it has none, or which
 * is longer than the backend takes, is dropped, counted, and named in a warning at most once a
 * minute. One thread at a time may report.
 */
public final class LineReporter implements Resumable {
  private static final int MOST_SHOWN = 200;

  private final String name;
  private final LineFormat format;
  private final LineTransport transport;
  private final int limit;
  private final Delivered delivered = new Delivered();
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(LineReporter.class));
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
    this.limit = Math.min(longestLine, transport.longestLine());
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
            LineSink out = unit -> sent[0] += send(series, unit);
            format.write(series, before, snapshot.wallMillis(), out);
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

  /**
   * Sends a unit of lines, whole if there is room for that, else in parts that end where lines do.
   *
   * @return how many parts the transport took
   */
  private int send(Series series, String unit) throws IOException {
    int taken = 0;
    for (String part : UnitSplit.parts(unit, limit)) {
      if (UnitSplit.isLonger(part, limit)) {
        tooLong++;
        log.warn(
            "a line of " + shown(series) + " is longer than " + limit + " bytes and is dropped",
            null);
        continue;
      }
      long dropped = transport.droppedLines();
      transport.send(part);
      taken += dropped == transport.droppedLines() ? 1 : 0;
    }
    return taken;
  }

  private static String shown(Series series) {
    String id = series.id().toString();
    return "'" + (id.length() <= MOST_SHOWN ? id : id.substring(0, MOST_SHOWN) + "…") + "'";
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
