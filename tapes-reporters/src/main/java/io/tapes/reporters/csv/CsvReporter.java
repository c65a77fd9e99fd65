package io.tapes.reporters.csv;

import io.tapes.Series;
import io.tapes.SeriesId;
import io.tapes.Snapshot;
import io.tapes.Tags;
import io.tapes.report.Reporter;
import io.tapes.reporters.transport.FileTransport;
import io.tapes.reporters.transport.FileTransportBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends a row to a file for each series; see {@link CsvFormat}. A new file begins with a header.
 * One that is there with other columns is moved aside, to {@code NAME.csv.1} or the next number
 * that is free.
 *
 * <p>Files are named after their series, {@code http.requests{method=GET}.csv}; other characters
 * than letters, digits and {@code . _ - { } = ,} of ASCII are percent-encoded, and a name that
 * would be too long ends in a hash. They are open only while rows are written: they may be moved
 * away or deleted at any time. A file that cannot be written to does not keep the others from being
 * written. One thread at a time may report.
 */
public final class CsvReporter implements Reporter {
  private static final int ROW_BYTES = 4 << 10;
  private static final int ROWS_BYTES = 64 << 10;

  private final Path folder;
  private final CsvFormat format;
  private final boolean filePerName;
  private final long maxBytes;
  private final int keep;
  private long dropped;

  CsvReporter(Path folder, CsvFormat format, boolean filePerName, long maxBytes, int keep) {
    this.folder = folder;
    this.format = format;
    this.filePerName = filePerName;
    this.maxBytes = maxBytes;
    this.keep = keep;
  }

  /**
   * Returns a reporter to a folder.
   *
   * @param folder made when it does not exist
   * @return a builder
   */
  public static CsvReporterBuilder builder(Path folder) {
    return new CsvReporterBuilder(folder);
  }

  /**
   * Appends one row for each series.
   *
   * @param snapshot what to write
   * @throws IOException if at least one file could not be written
   */
  @Override
  public void report(Snapshot snapshot) throws IOException {
    Files.createDirectories(folder);
    @Nullable IOException first = null;
    int failures = 0;
    List<Series> all = snapshot.series();
    for (int from = 0, to; from < all.size(); from = to) {
      to = filePerName ? endOfFile(all, from) : from + 1;
      try {
        append(all.subList(from, to), snapshot.wallMillis());
      } catch (IOException e) {
        first = first == null ? e : first;
        failures++;
      }
    }
    if (first != null) {
      throw new IOException(
          failures + " files could not be written, the first one: " + first, first);
    }
  }

  /** Where the rows of one name and type end. */
  private static int endOfFile(List<Series> all, int from) {
    Series first = all.get(from);
    int to = from + 1;
    while (to < all.size()
        && all.get(to).name().equals(first.name())
        && all.get(to).kind() == first.kind()) {
      to++;
    }
    return to;
  }

  private void append(List<Series> rows, long wallMillis) throws IOException {
    Series first = rows.get(0);
    String header = format.header(first.kind());
    if (header.isEmpty()) {
      return;
    }
    SeriesId named = filePerName ? new SeriesId(first.name(), Tags.empty()) : first.id();
    FileTransportBuilder file =
        FileTransport.builder(folder.resolve(CsvFileNames.of(named))).header(header);
    if (maxBytes > 0) {
      file.rotate(maxBytes, keep);
    }
    try (FileTransport out = file.bufferBytes(filePerName ? ROWS_BYTES : ROW_BYTES).build()) {
      for (Series row : rows) {
        out.send(format.row(row, wallMillis));
      }
      out.flush();
      dropped += out.droppedLines();
    }
  }

  @Override
  public long dropped() {
    return dropped;
  }

  @Override
  public String destination() {
    return folder.toString();
  }
}
