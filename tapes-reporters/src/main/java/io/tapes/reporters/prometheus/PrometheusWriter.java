package io.tapes.reporters.prometheus;

import io.tapes.Series;
import java.io.IOException;

/** Writes the parts of a page in their order. What is not flushed may be kept back. */
interface PrometheusWriter {
  /** Begins a family. */
  void head(PrometheusFamily family) throws IOException;

  /**
   * Writes a series of the family that was begun last.
   *
   * @param labels the text of its labels
   */
  void series(PrometheusFamily family, String labels, Series series) throws IOException;

  /** Ends a family. */
  void tail(PrometheusFamily family) throws IOException;

  /** Ends the page. */
  void end() throws IOException;

  void flush() throws IOException;
}
