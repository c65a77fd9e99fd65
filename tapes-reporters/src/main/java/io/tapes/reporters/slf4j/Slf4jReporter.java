package io.tapes.reporters.slf4j;

import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;

/**
 * Logs a line for each series; see {@link LogFormat}. Where the level is off, nothing is put
 * together at all. One thread at a time may report.
 */
public final class Slf4jReporter implements Reporter {
  private final Logger logger;
  private final Level level;
  private final @Nullable Marker marker;
  private final LogFormat format;

  Slf4jReporter(Logger logger, Level level, @Nullable Marker marker, LogFormat format) {
    this.logger = logger;
    this.level = level;
    this.marker = marker;
    this.format = format;
  }

  /**
   * Returns a reporter to the logger {@code metrics} at the level INFO, unless the builder is told
   * otherwise.
   *
   * @return a builder
   */
  public static Slf4jReporterBuilder builder() {
    return new Slf4jReporterBuilder();
  }

  /**
   * Logs one snapshot.
   *
   * @param snapshot what to log
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    if (!isEnabled()) {
      return;
    }
    for (Series series : snapshot.series()) {
      format.write(series, null, snapshot.wallMillis(), this::log);
    }
  }

  /** A marker may switch on what the level alone does not, and off again. */
  private boolean isEnabled() {
    Marker mark = marker;
    return switch (level) {
      case ERROR -> mark == null ? logger.isErrorEnabled() : logger.isErrorEnabled(mark);
      case WARN -> mark == null ? logger.isWarnEnabled() : logger.isWarnEnabled(mark);
      case INFO -> mark == null ? logger.isInfoEnabled() : logger.isInfoEnabled(mark);
      case DEBUG -> mark == null ? logger.isDebugEnabled() : logger.isDebugEnabled(mark);
      case TRACE -> mark == null ? logger.isTraceEnabled() : logger.isTraceEnabled(mark);
    };
  }

  /** Not the fluent interface, which writes the marker into the message with most loggers. */
  private void log(String line) {
    switch (level) {
      case ERROR -> logger.error(marker, line);
      case WARN -> logger.warn(marker, line);
      case INFO -> logger.info(marker, line);
      case DEBUG -> logger.debug(marker, line);
      case TRACE -> logger.trace(marker, line);
    }
  }

  @Override
  public String destination() {
    return logger.getName();
  }
}
