package io.tapes.reporters.spectatord;

import io.tapes.reporters.delivery.DeltaLineReporter;
import io.tapes.reporters.transport.LineTransport;

/**
 * Reports to spectatord over UDP, its Unix socket, or another transport; see {@link
 * SpectatordFormat} for the lines.
 *
 * <p>Increases are counted since the last delivered report; a report that fails half-way counts as
 * delivered for the series whose datagrams had left. One thread at a time may report.
 */
public final class SpectatordReporter extends DeltaLineReporter {
  SpectatordReporter(SpectatordFormat format, LineTransport transport) {
    super("SpectatordReporter", format, transport, SpectatordReporterBuilder.HOST_BYTES);
  }

  /**
   * Returns a reporter to {@code udp://127.0.0.1:1234}, unless the builder is told otherwise.
   *
   * @return a builder
   */
  public static SpectatordReporterBuilder builder() {
    return new SpectatordReporterBuilder();
  }
}
