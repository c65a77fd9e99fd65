package io.tapes.reporters.statsd;

import io.tapes.Snapshot;
import io.tapes.reporters.delivery.LineReporter;
import io.tapes.reporters.delivery.Resumable;
import java.io.IOException;

/**
 * Reports to a StatsD server over UDP, or another transport; see {@link StatsdFormat} for the
 * lines.
 *
 * <p>Counts are sent as increases since the last delivered report. A report that fails half-way
 * counts as delivered for the series whose datagrams had left, so nothing is sent twice. UDP itself
 * may still lose a datagram. One thread at a time may report.
 */
public final class StatsdReporter implements Resumable {
  private final LineReporter lines;

  StatsdReporter(LineReporter lines) {
    this.lines = lines;
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
    lines.report(snapshot);
  }

  @Override
  public void resume(Snapshot delivered) {
    lines.resume(delivered);
  }

  @Override
  public Snapshot delivered() {
    return lines.delivered();
  }

  @Override
  public String destination() {
    return lines.destination();
  }

  @Override
  public long waiting() {
    return lines.waiting();
  }

  @Override
  public long failures() {
    return lines.failures();
  }

  @Override
  public long dropped() {
    return lines.dropped();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
