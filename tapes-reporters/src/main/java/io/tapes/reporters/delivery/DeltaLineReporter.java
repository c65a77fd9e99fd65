package io.tapes.reporters.delivery;

import io.tapes.Snapshot;
import io.tapes.reporters.format.LineFormat;
import io.tapes.reporters.transport.LineTransport;

/**
 * Reports by a line format of increases: what a failed report did not deliver is part of the next
 * one, and what it did deliver is not sent twice. One thread at a time may report.
 */
public class DeltaLineReporter extends LineReporter implements Resumable {
  /**
   * Creates a reporter.
   *
   * @param name what it is called in messages and self-metrics
   * @param format writes the lines
   * @param transport carries them; closed with this reporter
   * @param longestLine the most bytes that the backend takes for one line; longer ones are dropped
   */
  public DeltaLineReporter(
      String name, LineFormat format, LineTransport transport, int longestLine) {
    super(name, format, transport, longestLine);
  }

  @Override
  public final void resume(Snapshot before) {
    delivered.all(before);
  }

  @Override
  public final Snapshot delivered() {
    return delivered.snapshot();
  }
}
