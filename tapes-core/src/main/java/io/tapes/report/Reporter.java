package io.tapes.report;

import io.tapes.Snapshot;
import java.io.IOException;

/**
 * Sends or writes snapshots somewhere.
 *
 * <p>A {@link ReportSchedule} calls one reporter from one thread at a time, though not always the
 * same one; whoever calls a reporter directly does the same.
 */
@FunctionalInterface
public interface Reporter extends AutoCloseable {
  /**
   * Reports one snapshot.
   *
   * @param snapshot the state to report
   * @throws IOException if it could not be delivered; the schedule counts it and tries again
   */
  void report(Snapshot snapshot) throws IOException;

  /**
   * Releases what the reporter holds. A second call does nothing. The default does nothing at all.
   *
   * @throws IOException if the last output could not be delivered
   */
  @Override
  default void close() throws IOException {}
}
