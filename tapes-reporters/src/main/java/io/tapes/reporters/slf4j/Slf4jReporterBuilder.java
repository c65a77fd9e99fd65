package io.tapes.reporters.slf4j;

import io.tapes.reporters.format.Fields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;

/** Settings of a {@link Slf4jReporter}. One thread at a time may use a builder. */
public final class Slf4jReporterBuilder {
  private Logger logger = LoggerFactory.getLogger("metrics");
  private Level level = Level.INFO;
  private @Nullable Marker marker;
  private Fields fields = Fields.all();

  Slf4jReporterBuilder() {}

  /**
   * Sets the logger.
   *
   * @param newLogger the one named {@code metrics} by default
   * @return this builder
   */
  public Slf4jReporterBuilder logger(Logger newLogger) {
    logger = newLogger;
    return this;
  }

  /**
   * Sets the level.
   *
   * @param newLevel {@link Level#INFO} by default
   * @return this builder
   */
  public Slf4jReporterBuilder level(Level newLevel) {
    level = newLevel;
    return this;
  }

  /**
   * Marks the lines, for appenders that filter by it.
   *
   * @param newMarker none by default
   * @return this builder
   */
  public Slf4jReporterBuilder marker(Marker newMarker) {
    marker = newMarker;
    return this;
  }

  /**
   * Chooses what is logged of each series.
   *
   * @param newFields {@link Fields#all} by default
   * @return this builder
   */
  public Slf4jReporterBuilder fields(Fields newFields) {
    fields = newFields;
    return this;
  }

  /**
   * Makes the reporter.
   *
   * @return the reporter
   */
  public Slf4jReporter build() {
    return new Slf4jReporter(logger, level, marker, LogFormat.of(fields));
  }
}
