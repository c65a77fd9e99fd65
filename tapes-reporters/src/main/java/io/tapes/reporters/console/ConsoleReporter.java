package io.tapes.reporters.console;

import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import java.io.IOException;
import java.io.PrintStream;

/**
 * Prints each snapshot as a table; see {@link TableFormat}. Where the stream cannot encode µ and ∞,
 * or the JDK is older than 18 and does not tell, they are {@code u} and {@code inf}. One thread at
 * a time may report, others may print to the same stream in between.
 */
public final class ConsoleReporter implements Reporter {
  private final PrintStream out;
  private final TableFormat format;

  /**
   * Returns a reporter to a stream of the caller's, which {@link #close} leaves open.
   *
   * @param out such as {@code System.out}
   */
  public ConsoleReporter(PrintStream out) {
    this.out = out;
    this.format = TableFormat.plain(StreamCharset.of(out));
  }

  /**
   * Prints one snapshot and an empty line.
   *
   * @param snapshot what to print
   * @throws IOException if the stream has failed in this report. A print stream that has failed
   *     once does not tell any more whether it works, so later reports count as delivered
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    StringBuilder table = new StringBuilder();
    format.write(snapshot, table);
    boolean failedBefore = out.checkError();
    out.append(table.append('\n'));
    out.flush();
    if (!failedBefore && out.checkError()) {
      throw new IOException(
          "the print stream has failed, perhaps because its reader is gone; whether later reports"
              + " arrive it does not tell");
    }
  }
}
