package io.tapes.reporters.console;

import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import io.tapes.reporters.format.TableFormat;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Prints each snapshot as a table; see {@link TableFormat}. One thread at a time may report, others
 * may print to the same stream in between.
 */
public final class ConsoleReporter implements Reporter {
  private final PrintStream out;

  /**
   * A reporter to a stream of the caller's, which {@link #close} leaves open.
   *
   * @param out such as {@code System.out}
   */
  public ConsoleReporter(PrintStream out) {
    this.out = out;
  }

  /**
   * Prints one snapshot and an empty line.
   *
   * @param snapshot what to print
   * @throws IOException if the stream is in its error state
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    StringBuilder table = new StringBuilder();
    TableFormat.plain().write(snapshot, table);
    out.append(table.append('\n'));
    out.flush();
    if (out.checkError()) {
      throw new IOException("the print stream is in its error state; its reader may be gone");
    }
  }
}
