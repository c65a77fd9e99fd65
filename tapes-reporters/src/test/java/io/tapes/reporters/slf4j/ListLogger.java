package io.tapes.reporters.slf4j;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;

/** Logs into a list, from a level on, and everything that is marked. */
public final class ListLogger extends AbstractLogger {
  private static final long serialVersionUID = 1L;

  /** Level, marker and text of each line. */
  public final transient List<String> lines = new ArrayList<>();

  private final Level from;

  /** Takes lines of that level and above. */
  public ListLogger(Level from) {
    this.from = from;
    this.name = "list";
  }

  private boolean isOn(Level level) {
    return level.toInt() >= from.toInt();
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    lines.add(level + " " + (marker == null ? "-" : marker.getName()) + " " + pattern);
  }

  @Override
  public boolean isTraceEnabled() {
    return isOn(Level.TRACE);
  }

  @Override
  public boolean isTraceEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isDebugEnabled() {
    return isOn(Level.DEBUG);
  }

  @Override
  public boolean isDebugEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isInfoEnabled() {
    return isOn(Level.INFO);
  }

  @Override
  public boolean isInfoEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isWarnEnabled() {
    return isOn(Level.WARN);
  }

  @Override
  public boolean isWarnEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return isOn(Level.ERROR);
  }

  @Override
  public boolean isErrorEnabled(Marker marker) {
    return true;
  }
}
