package io.tapes.reporters.prometheus;

import io.tapes.support.LogLimiter;
import org.slf4j.LoggerFactory;

/** The log of remote write reporters, for the classes that they consist of. */
final class RemoteWriteLog {
  private static final String NAME = "io.tapes.reporters.prometheus.RemoteWriteReporter";

  private RemoteWriteLog() {}

  /** A limiter of its own in front of it. */
  static LogLimiter limited() {
    return new LogLimiter(LoggerFactory.getLogger(NAME));
  }
}
