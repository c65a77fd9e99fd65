package io.tapes.testing;

import io.tapes.support.LogLimiter;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;

/** A logger that keeps its lines. */
public final class CapturingLogger extends AbstractLogger {
  @Serial private static final long serialVersionUID = 1;

  public final transient List<String> lines = new ArrayList<>();
  public transient boolean broken;

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String message, Object[] arguments, Throwable thrown) {
    if (broken) {
      throw new IllegalStateException("disk full");
    }
    lines.add(level + " " + message + (thrown == null ? "" : " " + thrown.getMessage()));
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return LogLimiter.class.getName();
  }

  @Override
  public boolean isTraceEnabled() {
    return true;
  }

  @Override
  public boolean isTraceEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isDebugEnabled() {
    return true;
  }

  @Override
  public boolean isDebugEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isInfoEnabled() {
    return true;
  }

  @Override
  public boolean isInfoEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public boolean isWarnEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled(Marker marker) {
    return true;
  }
}
