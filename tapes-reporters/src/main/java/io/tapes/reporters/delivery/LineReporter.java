package io.tapes.reporters.delivery;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.LineSink;
import io.tapes.reporters.transport.LineTransport;
import io.tapes.support.LogLimiter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Reports by a line format and a transport: what the reporters of line protocols are, and what one
 * of your own may be. One of increases is a {@link DeltaLineReporter}.
 *
 * <p>A report that fails half-way counts as delivered for the series whose lines had left. A unit
 * of several lines for which the transport has no room is split between lines. A single line for
 * which it has none, or which is longer than the backend takes, is dropped; a series that the
 * backend could not tell from another one or could not store is left out. Both are counted, and
 * named in a warning at most once a minute. One thread at a time may report.
 */
public class LineReporter implements Reporter {
  private static final int MOST_SHOWN = 200;

  private final String name;
  private final LineFormat format;
  private final LineTransport transport;
  private final int limit;
  final DeltaTracker delivered = DeltaTracker.untimed();
  private final Identities identities;
  private final Withdrawals withdrawals;
  private final LogLimiter log = new LogLimiter(LoggerFactory.getLogger(LineReporter.class));
  private long tooLong;
  private long leftOut;

  /**
   * Returns a reporter.
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
    this.identities = new Identities(format);
    this.withdrawals = new Withdrawals(format);
  }

  @Override
  public final String name() {
    return name;
  }

  /**
   * Sends one snapshot.
   *
   * @param snapshot what to send
   * @throws IOException if the transport could not deliver
   */
  @Override
  public final void report(Snapshot snapshot) throws IOException {
    Round round = new Round(snapshot);
    boolean complete = false;
    try {
      withdrawals.write(delivered.gone(snapshot), identities, round.lines, () -> round.lines.sent);
      delivered.visit(snapshot, round);
      transport.flush();
      complete = true;
    } finally {
      withdrawals.left(transport.deliveredLines());
      if (complete) {
        delivered.all(snapshot);
      } else {
        transport.discard();
        delivered.some(snapshot, round.left(), round.leftReplaced());
      }
      identities.reported(snapshot);
    }
  }

  /** Writes the series of one report, and knows which of them have left when it fails. */
  private final class Round implements DeltaTracker.Visitor {
    private final long wallMillis;
    private final List<SeriesId> written;
    private final Lines lines = new Lines();

    /** Of each series, the line that carries its increase, counted as the transport counts. */
    private final long[] firstLines;

    private final List<Series> replaced = new ArrayList<>(0);
    private final List<Long> replacedLines = new ArrayList<>(0);
    private int at;

    Round(Snapshot snapshot) {
      wallMillis = snapshot.wallMillis();
      written = identities.resolve(snapshot);
      firstLines = new long[snapshot.series().size()];
    }

    @Override
    public void visit(Series series, @Nullable MetricValue before) throws IOException {
      firstLines[at] = lines.sent + 1;
      write(series, before, written.get(at++), wallMillis, lines);
    }

    @Override
    public void visitReplaced(Series ended, @Nullable MetricValue before) throws IOException {
      if (format.writesIncreases()) {
        replaced.add(ended);
        replacedLines.add(lines.sent + 1);
        write(ended, before, identities.ownerOf(ended), wallMillis, lines);
      }
    }

    private boolean[] left() {
      boolean[] left = new boolean[firstLines.length];
      for (int i = 0; i < at; i++) {
        left[i] = firstLines[i] <= transport.deliveredLines();
      }
      return left;
    }

    private List<Series> leftReplaced() {
      List<Series> left = new ArrayList<>(0);
      for (int i = 0; i < replaced.size(); i++) {
        if (replacedLines.get(i) <= transport.deliveredLines()) {
          left.add(replaced.get(i));
        }
      }
      return left;
    }
  }

  private void write(
      Series series, @Nullable MetricValue before, SeriesId written, long wallMillis, Lines lines)
      throws IOException {
    if (written.equals(series.id())) {
      format.write(series.after(before), before, wallMillis, lines);
    } else {
      lines.leftOut(LineFormat.sameAs(series.id(), written));
    }
  }

  /** Takes the lines of one report. */
  private final class Lines implements LineSink {
    /** How many lines the transport will have delivered when it has delivered these. */
    private long sent = transport.deliveredLines();

    @Override
    public void line(String unit) throws IOException {
      sent += send(unit);
    }

    @Override
    public void leftOut(String sentence) {
      leftOut++;
      log.warn(name + ": " + sentence, null);
    }
  }

  /**
   * Sends a unit of lines, whole if there is room for that, else in parts that end where lines do.
   *
   * @return how many parts the transport took
   */
  private int send(String unit) throws IOException {
    int taken = 0;
    for (String part : UnitSplit.parts(unit, limit)) {
      if (UnitSplit.isLonger(part, limit)) {
        tooLong++;
        log.warn(
            name
                + ": the line '"
                + start(part)
                + "' is longer than "
                + limit
                + " bytes and dropped",
            null);
        continue;
      }
      long dropped = transport.droppedLines();
      transport.send(part);
      taken += dropped == transport.droppedLines() ? 1 : 0;
    }
    return taken;
  }

  private static String start(String line) {
    return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "…";
  }

  @Override
  public final String destination() {
    return transport.destination();
  }

  @Override
  public final long waiting() {
    return transport.waitingLines();
  }

  @Override
  public final long failures() {
    return transport.failures();
  }

  @Override
  public final long dropped() {
    return tooLong + leftOut + transport.droppedLines() + transport.refusedLines();
  }

  @Override
  public final void close() throws IOException {
    transport.close();
  }
}
