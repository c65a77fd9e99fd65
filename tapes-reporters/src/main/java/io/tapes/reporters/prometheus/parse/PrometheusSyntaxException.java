package io.tapes.reporters.prometheus.parse;

import java.io.IOException;

/** Tells what is wrong with a page, and in which line. Any thread may use an instance. */
public final class PrometheusSyntaxException extends IOException {
  private static final long serialVersionUID = 1;

  /** Where it was found. */
  private final long line;

  PrometheusSyntaxException(long line, String sentence) {
    super("line " + line + ": " + sentence);
    this.line = line;
  }

  /**
   * Returns the line.
   *
   * @return its number, from 1
   */
  public long line() {
    return line;
  }
}
