package io.tapes.reporters.graphite;

import io.tapes.reporters.delivery.LineReporter;
import io.tapes.reporters.transport.LineTransport;

/**
 * Reports to Graphite over TCP, or another transport; see {@link GraphiteFormat} for the lines.
 *
 * <p>Every report stands for itself: one that was lost leaves a gap, but no wrong number, and with
 * {@link GraphiteReporterBuilder#backlogBytes} it is sent later under its own time. One thread at a
 * time may report.
 */
public final class GraphiteReporter extends LineReporter {
  /** Carbon hangs up on a client that sends a longer one. */
  private static final int LONGEST_LINE = 16_384;

  GraphiteReporter(GraphiteFormat format, LineTransport transport) {
    super("GraphiteReporter", format, transport, LONGEST_LINE);
  }

  /**
   * Returns a reporter to {@code 127.0.0.1:2003}, unless the builder is told otherwise.
   *
   * @return a builder
   */
  public static GraphiteReporterBuilder builder() {
    return new GraphiteReporterBuilder();
  }
}
