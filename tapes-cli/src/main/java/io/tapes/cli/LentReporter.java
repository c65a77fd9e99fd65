package io.tapes.cli;

import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A reporter in the hands of a schedule, which closes it with itself unless it is taken back
 * before. It remembers how its last report ended. The schedule's threads use it one at a time; any
 * other thread may ask it when the schedule has ended.
 */
final class LentReporter implements Reporter {
  private final Reporter reporter;
  private final String destination;

  /** What was dropped and failed in other hands was counted there. */
  private final long droppedBefore;

  private final long failuresBefore;
  private volatile boolean takenBack;
  private volatile @Nullable Snapshot last;
  private volatile @Nullable String failure;
  private volatile long lostAtTheEnd;

  /**
   * A reporter to lend.
   *
   * @param address where it sends to, for those that do not say it themselves
   */
  LentReporter(Reporter reporter, String address) {
    this.reporter = reporter;
    this.destination = reporter.destination().isEmpty() ? address : reporter.destination();
    this.droppedBefore = reporter.dropped();
    this.failuresBefore = reporter.failures();
  }

  /** The reporter, which will not be closed with the schedule. */
  Reporter takeBack() {
    takenBack = true;
    return reporter;
  }

  Reporter reporter() {
    return reporter;
  }

  /** The last snapshot that it was given; null before the first one. */
  @Nullable Snapshot last() {
    return last;
  }

  /** Why that one was not delivered; null if it was. */
  @Nullable String failure() {
    return failure;
  }

  /** How many lines waited until the end and are lost. */
  long lostAtTheEnd() {
    return lostAtTheEnd;
  }

  @Override
  public void report(Snapshot snapshot) throws IOException {
    last = snapshot;
    failure = "it did not end in time";
    try {
      reporter.report(snapshot);
      failure = null;
    } catch (Throwable e) {
      failure = UserError.reason(e);
      throw e;
    }
  }

  @Override
  public String name() {
    return reporter.name();
  }

  @Override
  public String destination() {
    return destination;
  }

  @Override
  public long waiting() {
    return reporter.waiting();
  }

  @Override
  public long failures() {
    return reporter.failures() - failuresBefore;
  }

  @Override
  public long dropped() {
    return reporter.dropped() - droppedBefore;
  }

  @Override
  public void close() throws IOException {
    if (!takenBack) {
      long dropped = reporter.dropped();
      try {
        reporter.close();
      } finally {
        lostAtTheEnd = reporter.dropped() - dropped;
      }
    }
  }
}
