package io.tapes.test;

import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what it is given to report, for tests of schedules and of what they report. Any thread may
 * use it.
 */
public final class RecordingReporter implements Reporter {
  private final List<Snapshot> reported = new ArrayList<>();
  private @Nullable IOException failure;
  private boolean closed;

  /** Creates a reporter that has reported nothing. */
  public RecordingReporter() {}

  @Override
  public synchronized void report(Snapshot snapshot) throws IOException {
    IOException planned = failure;
    if (planned != null) {
      failure = null;
      throw planned;
    }
    reported.add(snapshot);
    notifyAll();
  }

  /**
   * Has the next report fail, and be kept by nobody.
   *
   * @param cause what it throws
   */
  public synchronized void failNext(IOException cause) {
    failure = cause;
  }

  /**
   * Returns what was reported.
   *
   * @return all snapshots in their order, unmodifiable
   */
  public synchronized List<Snapshot> snapshots() {
    return List.copyOf(reported);
  }

  /**
   * Returns what was reported last.
   *
   * @return the last snapshot
   * @throws AssertionError if nothing was reported
   */
  public synchronized Snapshot last() {
    if (reported.isEmpty()) {
      throw new AssertionError("nothing was reported yet; await(1, …) waits for it");
    }
    return reported.get(reported.size() - 1);
  }

  /**
   * Waits until so many snapshots were reported.
   *
   * @param count how many since the beginning
   * @param timeout how long to wait at most
   * @return the last snapshot
   * @throws InterruptedException if the thread is interrupted
   * @throws AssertionError if there are fewer in time
   */
  public synchronized Snapshot await(int count, Duration timeout) throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (reported.size() < count) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError(
            reported.size() + " snapshots were reported within " + timeout + ", and not " + count);
      }
      wait(left);
    }
    return last();
  }

  /**
   * Returns whether it was closed.
   *
   * @return true from the first call of {@link #close} on
   */
  public synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
