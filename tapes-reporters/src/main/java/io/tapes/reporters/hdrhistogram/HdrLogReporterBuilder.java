package io.tapes.reporters.hdrhistogram;

import io.tapes.reporters.transport.FileTransport;
import io.tapes.reporters.transport.FileTransportBuilder;
import java.nio.file.Path;

/** Settings of a {@link HdrLogReporter}. One thread at a time may use a builder. */
public final class HdrLogReporterBuilder {
  /** A histogram with every bucket in use takes less, compressed and in Base64. */
  private static final int LONGEST_LINE = 256 << 10;

  private final FileTransportBuilder file;

  HdrLogReporterBuilder(Path file) {
    this.file = FileTransport.builder(file).header(HdrLogFormat.HEADER).bufferBytes(LONGEST_LINE);
  }

  /**
   * Begins a new file when one has grown, and keeps some older ones as {@code NAME.1}, {@code
   * NAME.2} and so on. By default the file grows for ever.
   *
   * @param maxBytes the most bytes of a file, above zero
   * @param keep how many older ones to keep, at least 0
   * @return this builder
   * @throws IllegalArgumentException if either is out of range
   */
  public HdrLogReporterBuilder rotate(long maxBytes, int keep) {
    file.rotate(maxBytes, keep);
    return this;
  }

  /**
   * Creates the reporter. It touches no file yet.
   *
   * @return the reporter
   */
  public HdrLogReporter build() {
    return new HdrLogReporter(file.build());
  }
}
