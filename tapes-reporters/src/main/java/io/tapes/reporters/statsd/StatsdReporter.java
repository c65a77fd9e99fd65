package io.tapes.reporters.statsd;

import io.tapes.reporters.delivery.DeltaLineReporter;
import io.tapes.reporters.transport.LineTransport;

/**
 * Reports to a StatsD server over UDP, or another transport; see {@link StatsdFormat} for the
 * lines.
 *
 * <p>Counts are sent as increases since the last delivered report. A report that fails half-way
 * counts as delivered for the series whose datagrams had left, so nothing is sent twice. UDP itself
 * may still lose a datagram. One thread at a time may report.
 */
public final class StatsdReporter extends DeltaLineReporter {
  /** Only transports other than UDP have room for more. */
  private static final int LONGEST_LINE = 65_535;

  StatsdReporter(StatsdFormat format, LineTransport transport) {
    super("StatsdReporter", format, transport, LONGEST_LINE);
  }

  /**
   * Returns a reporter to {@code 127.0.0.1:8125}, unless the builder is told otherwise.
   *
   * @return a builder
   */
  public static StatsdReporterBuilder builder() {
    return new StatsdReporterBuilder();
  }
}
