package io.tapes.reporters.spectatord;

import io.tapes.Snapshot;
import io.tapes.reporters.delivery.LineReporter;
import io.tapes.reporters.delivery.Resumable;
import java.io.IOException;

/**
 * Reports to spectatord over UDP, its Unix socket, or another transport; see {@link
 * SpectatordFormat} for the lines.
 *
 * <p>Increases are counted since the last delivered report; a report that fails half-way counts as
 * delivered for the series whose datagrams had left. One thread at a time may report.
 */
public final class SpectatordReporter implements Resumable {
  private final LineReporter lines;

  SpectatordReporter(LineReporter lines) {
    this.lines = lines;
  }

  /**
   * A reporter to {@code udp://127.0.0.1:1234}, unless the builder is told otherwise.
   *
   * @return a builder
   */
  public static SpectatordReporterBuilder builder() {
    return new SpectatordReporterBuilder();
  }

  /**
   * Sends one snapshot.
   *
   * @param snapshot what to send
   * @throws IOException if the network refuses a datagram
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
