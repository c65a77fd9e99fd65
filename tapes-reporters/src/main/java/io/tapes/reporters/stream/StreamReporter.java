package io.tapes.reporters.stream;

import io.tapes.Snapshot;
import io.tapes.files.SharedFolders;
import io.tapes.report.Reporter;
import io.tapes.reporters.format.PageFormat;
import io.tapes.reporters.json.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes the nested map of each snapshot as one line of JSON, and nothing else: no time stamp, no
 * wrapper, as Python tapes' stream reporter does.
 *
 * <p>Each line is written at once and flushed. One thread at a time may report.
 */
public final class StreamReporter implements Reporter {
  private static final int LINE_FEED = '\n';

  private final OutputStream out;
  private final boolean ours;
  private final PageFormat format;

  /** After a failure the stream may end in half a line; the next report begins a new one. */
  private boolean torn;

  private boolean closed;

  /**
   * Reports to a stream of the caller's, which {@link #close} leaves open.
   *
   * @param out such as {@code System.out}
   */
  public StreamReporter(OutputStream out) {
    this(out, JsonFormat.compact());
  }

  /**
   * Reports to a stream of the caller's in another format, such as {@link JsonFormat#flat}.
   *
   * @param out such as {@code System.out}; {@link #close} leaves it open
   * @param format what a line feed comes behind; one without line feeds of its own keeps a report a
   *     line
   */
  public StreamReporter(OutputStream out, PageFormat format) {
    this(out, false, format);
  }

  private StreamReporter(OutputStream out, boolean ours, PageFormat format) {
    this.out = out;
    this.ours = ours;
    this.format = format;
  }

  /**
   * Reports to the end of a file, which is created when it does not exist. Half a line at its end,
   * which a process that was killed has left, is ended first.
   *
   * @param file the file; its folder must exist
   * @return a reporter that closes the file when it is closed
   * @throws IOException if the file cannot be opened for writing, or another user may have planted
   *     it in a folder where all users may make some
   */
  public static StreamReporter file(Path file) throws IOException {
    OutputStream end =
        SharedFolders.open(
            file,
            (path, creating) -> Files.newOutputStream(path, StandardOpenOption.APPEND, creating));
    StreamReporter reporter = new StreamReporter(end, true, JsonFormat.compact());
    reporter.torn = endsInHalfALine(file);
    return reporter;
  }

  private static boolean endsInHalfALine(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false; // a pipe, which must not be read
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.size() > 0
          && channel.read(last, channel.size() - 1) == 1
          && last.get(0) != LINE_FEED;
    }
  }

  /**
   * Writes one line.
   *
   * @param snapshot what to write
   * @throws IOException if the stream failed in this report, or this reporter was closed. A print
   *     stream that has failed once does not tell any more whether it works, so later reports to it
   *     count as delivered
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    if (closed) {
      throw new IOException("the stream reporter is closed; make a new one");
    }
    // In one piece, so that lines of several writers to one stream do not mix.
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    if (torn) {
      line.write(LINE_FEED);
    }
    format.write(snapshot, line);
    line.write(LINE_FEED);
    boolean failedBefore = out instanceof PrintStream printer && printer.checkError();
    torn = true;
    line.writeTo(out);
    out.flush();
    if (!failedBefore && out instanceof PrintStream printer && printer.checkError()) {
      throw new IOException(
          "the print stream has failed, perhaps because its reader is gone; whether later reports"
              + " arrive it does not tell");
    }
    torn = false;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      if (ours) {
        out.close();
      }
    }
  }
}
