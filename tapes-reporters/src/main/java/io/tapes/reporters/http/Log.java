package io.tapes.reporters.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logger of the HTTP reporter, under the name of its public class: users configure that. */
final class Log {
  static final Logger HTTP = LoggerFactory.getLogger("io.tapes.reporters.http.HttpReporter");

  private Log() {}
}
