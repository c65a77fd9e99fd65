package io.tapes.reporters.graphite;

import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import io.tapes.reporters.delivery.LineReporter;
import java.io.IOException;

/**
 * Reports to Graphite over TCP, or another transport; see {@link GraphiteFormat} for the lines.
 *
 * <p>Every report stands for itself: one that was lost leaves a gap, but no wrong number, and with
 * {@link GraphiteReporterBuilder#backlogBytes} it is sent later under its own time. One thread at a
 * time may report.
 */
public final class GraphiteReporter implements Reporter {
  private final LineReporter lines;

  GraphiteReporter(LineReporter lines) {
    this.lines = lines;
  }

  /**
   * A reporter to {@code 127.0.0.1:2003}, unless the builder is told otherwise.
   *
   * @return a builder
   */
  public static GraphiteReporterBuilder builder() {
    return new GraphiteReporterBuilder();
  }

  /**
   * Sends one snapshot.
   *
   * @param snapshot what to send
   * @throws IOException if it could not be delivered
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    lines.report(snapshot);
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
