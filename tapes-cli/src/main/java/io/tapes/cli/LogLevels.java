package io.tapes.cli;

import java.util.Optional;
import org.slf4j.event.Level;

/** The levels of slf4j-simple, which are properties. It reads each when a logger is first made. */
final class LogLevels {
  private static final String DEFAULT = "org.slf4j.simpleLogger.defaultLogLevel";

  /** The name of a logger follows. */
  private static final String OF_LOGGER = "org.slf4j.simpleLogger.log.";

  private LogLevels() {}

  static void set(Level level) {
    System.setProperty(DEFAULT, level.toString());
  }

  /** Sets the level of one logger, whatever that of all others is. */
  static void set(String logger, Level level) {
    System.setProperty(OF_LOGGER + logger, level.toString());
  }

  /** The option that gives a JVM started by this one the level that was set here, if one was. */
  static Optional<String> jvmOption() {
    return Optional.ofNullable(System.getProperty(DEFAULT))
        .map(level -> "-D" + DEFAULT + "=" + level);
  }
}
