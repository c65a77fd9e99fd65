package io.tapes.reporters.csv;

import io.tapes.Series;
import io.tapes.Snapshot;
import io.tapes.report.Reporter;
import io.tapes.reporters.format.CsvFormat;
import io.tapes.reporters.transport.FileTransport;
import io.tapes.reporters.transport.FileTransportBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Appends a row to a file for each series; see {@link CsvFormat}. A new file begins with a header.
 *
 * <p>Files are named after their series, {@code http.requests{method=GET}.csv}; other characters
 * than letters, digits and {@code . _ - { } = ,} of ASCII are percent-encoded, and a name that
 * would be too long ends in a hash. They are open only while a row is written: they may be moved
 * away or deleted at any time. A file that cannot be written to does not keep the others from being
 * written. One thread at a time may report.
 */
public final class CsvReporter implements Reporter {
  private static final int ROW_BYTES = 4_096;

  private final Path folder;
  private final CsvFormat format;
  private final long maxBytes;
  private final int keep;

  CsvReporter(Path folder, CsvFormat format, long maxBytes, int keep) {
    this.folder = folder;
    this.format = format;
    this.maxBytes = maxBytes;
    this.keep = keep;
  }

  /**
   * A reporter to a folder.
   *
   * @param folder made when it does not exist
   * @return a builder
   */
  public static CsvReporterBuilder builder(Path folder) {
    return new CsvReporterBuilder(folder);
  }

  /**
   * Appends one row to each file.
   *
   * @param snapshot what to write
   * @throws IOException if at least one row could not be written
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    Files.createDirectories(folder);
    @Nullable IOException first = null;
    int failures = 0;
    for (Series series : snapshot.series()) {
      String header = format.header(series.value().type());
      if (!header.isEmpty()) {
        try {
          append(series, header, snapshot.wallMillis());
        } catch (IOException e) {
          first = first == null ? e : first;
          failures++;
        }
      }
    }
    if (first != null) {
      throw new IOException(
          failures + " files could not be written, the first one: " + first, first);
    }
  }

  private void append(Series series, String header, long wallMillis) throws IOException {
    FileTransportBuilder file =
        FileTransport.builder(folder.resolve(CsvFileNames.of(series.id())))
            .header(header)
            .bufferBytes(ROW_BYTES);
    if (maxBytes > 0) {
      file.rotate(maxBytes, keep);
    }
    try (FileTransport out = file.build()) {
      out.send(format.row(series, wallMillis));
      out.flush();
    }
  }
}
