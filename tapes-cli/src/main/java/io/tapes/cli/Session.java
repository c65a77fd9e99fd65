package io.tapes.cli;

import java.io.PrintStream;

/**
 * What a command works with.
 *
 * @param out for results
 * @param err for messages
 * @param termination the request to come to an end
 */
record Session(PrintStream out, PrintStream err, Termination termination) {
  /** Fails when the results are not read any longer. */
  void requireReader() {
    if (out.checkError()) {
      throw UserError.runtime("standard output cannot be written to; did its reader end?");
    }
  }
}
