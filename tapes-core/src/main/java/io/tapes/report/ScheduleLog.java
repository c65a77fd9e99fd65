package io.tapes.report;

import io.tapes.support.LogLimiter;
import org.slf4j.LoggerFactory;

/** The log of schedules, for the classes that they consist of. */
final class ScheduleLog {
  private static final String NAME = "io.tapes.report.ReportSchedule";

  private ScheduleLog() {}

  /** A limiter of its own in front of it. */
  static LogLimiter limited() {
    return new LogLimiter(LoggerFactory.getLogger(NAME));
  }
}
