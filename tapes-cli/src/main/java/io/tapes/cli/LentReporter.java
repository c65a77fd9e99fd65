package io.tapes.cli;

import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import java.io.IOException;

/**
 * A reporter in the hands of a schedule, which closes it with itself unless it is taken back
 * before. One thread at a time may use an instance.
 */
final class LentReporter implements Reporter {
  private final Reporter reporter;

  /** What was dropped in other hands was counted there. */
  private final long droppedBefore;

  private volatile boolean takenBack;

  LentReporter(Reporter reporter) {
    this.reporter = reporter;
    this.droppedBefore = reporter.dropped();
  }

  /** The reporter, which will not be closed with the schedule. */
  Reporter takeBack() {
    takenBack = true;
    return reporter;
  }

  @Override
  public void report(Snapshot snapshot) throws IOException {
    reporter.report(snapshot);
  }

  @Override
  public String name() {
    return reporter.name();
  }

  @Override
  public long dropped() {
    return reporter.dropped() - droppedBefore;
  }

  @Override
  public void close() throws IOException {
    if (!takenBack) {
      reporter.close();
    }
  }
}
