package io.tapes.report;

import io.tapes.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what it is given, and fails when told to. */
final class RecordingReporter implements Reporter {
  final List<Snapshot> reports = Collections.synchronizedList(new ArrayList<>());
  volatile Throwable failure;
  volatile IOException closeFailure;
  volatile int closed;

  /** Wall times of the reports, in seconds. */
  List<Long> seconds() {
    return reports.stream().map(snapshot -> snapshot.wallMillis() / 1_000).toList();
  }

  @Override
  public void report(Snapshot snapshot) throws IOException {
    reports.add(snapshot);
    Throwable thrown = failure;
    if (thrown instanceof IOException io) {
      throw io;
    }
    if (thrown instanceof RuntimeException runtime) {
      throw runtime;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // reporters are called by one thread at a time
  public void close() throws IOException {
    closed++;
    if (closeFailure != null) {
      throw closeFailure;
    }
  }
}
