package io.tapes.reporters.hdrhistogram;

import io.tapes.DistributionValue;
import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.distribution.Distribution;
import io.tapes.reporters.delivery.DeltaTracker;
import io.tapes.reporters.delivery.Resumable;
import io.tapes.reporters.transport.FileTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends what each histogram and timer recorded since the last report to a file in HdrHistogram's
 * log format, which HdrHistogram's {@code HistogramLogReader}, {@code HistogramLogProcessor} and
 * plotters read. Series are told apart by the tags of the log; timers are in nanoseconds.
 *
 * <p>A series without a recording since the last report has no line, and neither has one with
 * negative numbers or doubles: the format has none, so these are counted as dropped. What could not
 * be written is a part of the next report. One thread at a time may report.
 */
public final class HdrLogReporter implements Resumable {
  private final FileTransport file;
  private final DeltaTracker delivered = DeltaTracker.timed();

  /** Intervals that the format cannot hold. */
  private long leftOut;

  HdrLogReporter(FileTransport file) {
    this.file = file;
  }

  /**
   * Returns the settings of a reporter to a file.
   *
   * @param file need not exist yet; its folder must, when it is written to
   * @return a builder
   */
  public static HdrLogReporterBuilder builder(Path file) {
    return new HdrLogReporterBuilder(file);
  }

  /**
   * Appends one line for each series in which something was recorded.
   *
   * @param snapshot what to write
   * @throws IOException if the file could not be written; the next report has all of it
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    Round round = new Round(snapshot);
    boolean complete = false;
    try {
      delivered.visit(snapshot, round);
      file.flush();
      complete = true;
    } finally {
      if (complete) {
        delivered.all(snapshot);
      } else {
        file.discard();
        delivered.some(snapshot, round.written(), round.writtenReplaced());
      }
    }
  }

  /** Writes the series of one report, and knows which of them are in the file when it fails. */
  private final class Round implements DeltaTracker.Visitor {
    private final long nowMillis;

    /** The lines of the file with this report's, whose number says what was written. */
    private long lines = file.deliveredLines() + file.droppedLines();

    private final long[] lineOf;
    private int at;
    private final List<Series> replaced = new ArrayList<>(0);
    private final List<Long> replacedLines = new ArrayList<>(0);

    Round(Snapshot snapshot) {
      nowMillis = snapshot.wallMillis();
      lineOf = new long[snapshot.series().size()];
    }

    @Override
    public void visit(Series series, @Nullable MetricValue sent) throws IOException {
      write(series, sent);
      lineOf[at++] = lines;
    }

    @Override
    public void visitReplaced(Series ended, @Nullable MetricValue sent) throws IOException {
      write(ended, sent);
      replaced.add(ended);
      replacedLines.add(lines);
    }

    private void write(Series series, @Nullable MetricValue sent) throws IOException {
      series.value().visit(sum -> {}, level -> {}, now -> write(series, now, now.sameShape(sent)));
    }

    private void write(Series series, DistributionValue now, @Nullable DistributionValue sent)
        throws IOException {
      if (series.kind().isSummary()) {
        return;
      }
      Distribution interval = sent == null ? now.total() : now.total().minus(sent.total());
      if (interval.count() > 0 && !HdrHistograms.isPossible(interval)) {
        leftOut++;
      } else if (interval.count() > 0) {
        // Whatever the wall clock did meanwhile, no interval ends before it begins.
        long from = Math.min(delivered.millis(series.id()).orElse(startOf(series)), nowMillis);
        lines++;
        file.send(HdrLogFormat.line(series.id(), interval, now.isDuration(), from, nowMillis));
      }
    }

    private long startOf(Series series) {
      return series.startMillis() > 0 ? series.startMillis() : nowMillis;
    }

    private boolean isWritten(long line) {
      return line <= file.deliveredLines() + file.droppedLines();
    }

    /** A series without a line counts as written with the line before it. */
    boolean[] written() {
      boolean[] written = new boolean[lineOf.length];
      for (int i = 0; i < at; i++) {
        written[i] = isWritten(lineOf[i]);
      }
      return written;
    }

    List<Series> writtenReplaced() {
      List<Series> written = new ArrayList<>(0);
      for (int i = 0; i < replaced.size(); i++) {
        if (isWritten(replacedLines.get(i))) {
          written.add(replaced.get(i));
        }
      }
      return written;
    }
  }

  @Override
  public void resume(Snapshot before) {
    delivered.all(before);
  }

  @Override
  public Snapshot delivered() {
    return delivered.snapshot();
  }

  @Override
  public String destination() {
    return file.destination();
  }

  @Override
  public long dropped() {
    return file.droppedLines() + leftOut;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
