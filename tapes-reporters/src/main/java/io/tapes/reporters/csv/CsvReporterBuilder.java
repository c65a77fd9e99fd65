package io.tapes.reporters.csv;

import io.tapes.reporters.format.Fields;
import java.nio.file.Path;

/** Settings of a {@link CsvReporter}. One thread at a time may use a builder. */
public final class CsvReporterBuilder {
  private final Path folder;
  private Fields fields = Fields.all();
  private long maxBytes;
  private int keep;
  private boolean filePerName;

  CsvReporterBuilder(Path folder) {
    this.folder = folder;
  }

  /**
   * Chooses the columns.
   *
   * @param newFields {@link Fields#all} by default
   * @return this builder
   */
  public CsvReporterBuilder fields(Fields newFields) {
    fields = newFields;
    return this;
  }

  /**
   * Begins a new file when one has grown, and keeps some older ones as {@code NAME.csv.1}, {@code
   * NAME.csv.2} and so on. By default files grow for ever.
   *
   * @param newMaxBytes the most bytes of a file, at least 4,096
   * @param newKeep how many older ones to keep, at least 1
   * @return this builder
   * @throws IllegalArgumentException if one of them is less than that
   */
  public CsvReporterBuilder rotate(long newMaxBytes, int newKeep) {
    if (newMaxBytes < 4_096 || newKeep < 1) {
      throw new IllegalArgumentException(
          "rotation at "
              + newMaxBytes
              + " bytes keeping "
              + newKeep
              + " files is too small; allow 4096 bytes and 1 file at least");
    }
    maxBytes = newMaxBytes;
    keep = newKeep;
    return this;
  }

  /**
   * Writes one file for each name, in which a row for each series has its tags in a column {@code
   * tags}. For tags whose values come and go: by default every series that ever was has a file.
   *
   * @return this builder
   */
  public CsvReporterBuilder filePerName() {
    filePerName = true;
    return this;
  }

  /**
   * Makes the reporter. It touches no file yet.
   *
   * @return the reporter
   */
  public CsvReporter build() {
    CsvFormat format = CsvFormat.of(fields);
    return new CsvReporter(
        folder, filePerName ? format.withTags() : format, filePerName, maxBytes, keep);
  }
}
