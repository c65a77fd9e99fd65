package io.tapes;

import io.tapes.support.LogLimiter;
import org.slf4j.LoggerFactory;

/** The log of registries, for the classes that they consist of. */
final class RegistryLog {
  private static final String NAME = "io.tapes.Registry";

  private RegistryLog() {}

  /** A limiter of its own in front of it. */
  static LogLimiter limited() {
    return new LogLimiter(LoggerFactory.getLogger(NAME));
  }
}
