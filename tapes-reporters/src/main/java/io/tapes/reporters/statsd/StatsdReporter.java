package io.tapes.reporters.statsd;

import io.tapes.MetricValue;
import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.format.StatsdFormat;
import io.tapes.reporters.transport.UdpTransport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reports to a StatsD server over UDP; see {@link StatsdFormat} for the lines.
 *
 * <p>Counts are sent as increases since the last delivered report. A report that fails half-way
 * counts as delivered for the series whose datagrams had left, so nothing is sent twice. UDP itself
 * may still lose a datagram. One thread at a time may report.
 */
public final class StatsdReporter implements Reporter {
  private final LineFormat format;
  private final UdpTransport udp;
  private Snapshot delivered = Snapshot.of(0, List.of());

  StatsdReporter(LineFormat format, UdpTransport udp) {
    this.format = format;
    this.udp = udp;
  }

  /**
   * A reporter to {@code 127.0.0.1:8125}, unless the builder is told otherwise.
   *
   * @return a builder
   */
  public static StatsdReporterBuilder builder() {
    return new StatsdReporterBuilder();
  }

  /**
   * Sends one snapshot.
   *
   * @param snapshot what to send
   * @throws IOException if the host is unknown or the network refuses a datagram
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    List<Series> series = snapshot.series();
    // Of each series, the line that carries its increase, counted as the transport counts.
    long[] lines = new long[series.size()];
    long[] sent = {udp.deliveredLines()};
    int written = 0;
    boolean complete = false;
    try {
      for (Series one : series) {
        lines[written++] = sent[0] + 1;
        MetricValue before = delivered.find(one.id()).orElse(null);
        format.write(one, before, snapshot.wallMillis(), line -> sent[0] += send(line));
      }
      udp.flush();
      complete = true;
    } finally {
      if (!complete) {
        udp.discard();
      }
      delivered = complete ? snapshot : partly(snapshot, lines, written);
    }
  }

  /** 1, or 0 for a line that is too long for any datagram. */
  private int send(String line) throws IOException {
    long dropped = udp.droppedLines();
    udp.send(line);
    return dropped == udp.droppedLines() ? 1 : 0;
  }

  private Snapshot partly(Snapshot snapshot, long[] lines, int written) {
    List<Series> base = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      Series now = snapshot.series().get(i);
      if (i < written && lines[i] <= udp.deliveredLines()) {
        base.add(now);
      } else {
        delivered.find(now.id()).ifPresent(value -> base.add(new Series(now.id(), value)));
      }
    }
    return Snapshot.of(snapshot.wallMillis(), base);
  }

  /**
   * How many lines were too long for a datagram.
   *
   * @return lines dropped since the start
   */
  public long droppedLines() {
    return udp.droppedLines();
  }

  @Override
  public void close() throws IOException {
    udp.close();
  }
}
