package io.tapes.reporters.format;

import java.io.IOException;

/** Takes lines one after the other. One thread at a time may use an instance. */
@FunctionalInterface
public interface LineSink {
  /**
   * Takes one unit that must not be torn apart: usually a line, sometimes several that only make
   * sense together, separated by {@code \n}.
   *
   * @param line without a line end
   * @throws IOException if it cannot be delivered
   */
  void line(String line) throws IOException;

  /**
   * Hears of a series that has no line because the backend could not take it. The default ignores
   * it.
   *
   * @param sentence names the series, the reason and a remedy
   */
  default void leftOut(String sentence) {}
}
