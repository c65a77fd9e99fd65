package io.tapes.report;

import io.tapes.Snapshot;
import java.io.IOException;

/**
 * Sends or writes snapshots somewhere.
 *
 * <p>A {@link ReportSchedule} calls one reporter from one thread at a time, though not always the
 * same one; callers of a reporter do the same. A reporter is in one schedule at a time.
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
   * Returns what the reporter is called in log messages and in the tag {@code reporter} of its
   * self-metrics.
   *
   * @return the simple name of the class by default
   */
  default String name() {
    return ReporterNames.of(getClass());
  }

  /**
   * Returns where the reporter sends to, as the tag {@code destination} of its self-metrics:
   * without passwords and tokens, and the same as long as the reporter lives.
   *
   * @return such as {@code udp://127.0.0.1:8125}; empty, the default, for no such tag
   */
  default String destination() {
    return "";
  }

  /**
   * Returns how many lines wait for a receiver that is away, although {@link #report} returned.
   * While any do, the schedule takes nothing for delivered, and shows them as {@code
   * tapes.reporter.waiting}.
   *
   * @return how many now, 0 by default
   */
  default long waiting() {
    return 0;
  }

  /**
   * Returns how often delivery failed although {@link #report} returned. The schedule counts these
   * in {@code tapes.reporter.errors} beside the reports that threw.
   *
   * @return how many since the start, 0 by default
   */
  default long failures() {
    return 0;
  }

  /**
   * Returns how many lines, points or whatever the backend counts were lost for ever, because it
   * would never take them. The schedule shows it as {@code tapes.reporter.dropped}.
   *
   * @return how many since the start, 0 by default
   */
  default long dropped() {
    return 0;
  }

  /**
   * Releases what the reporter holds. A second call does nothing. The default does nothing at all.
   *
   * @throws IOException if the last output could not be delivered
   */
  @Override
  default void close() throws IOException {}
}
