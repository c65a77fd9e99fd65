package io.tapes.reporters.transport;

import java.nio.file.Path;

/** Settings of a {@link FileTransport}. One thread at a time may use a builder. */
public final class FileTransportBuilder {
  private final Path file;
  private String header = "";
  private long maxBytes = Long.MAX_VALUE;
  private int keep = 1;
  private int bufferBytes = 64 << 10;

  FileTransportBuilder(Path file) {
    this.file = file;
  }

  /**
   * Sets the first line of every file that is begun. A file that is there and begins with another
   * line is moved aside, to {@code NAME.1} or the next number that is free, and a new one is begun.
   *
   * @param newHeader without a line end; none when empty, as by default
   * @return this builder
   */
  public FileTransportBuilder header(String newHeader) {
    header = newHeader;
    return this;
  }

  /**
   * Begins a new file rather than let this one grow larger.
   *
   * @param newLimit bytes, above zero; no limit by default. One flush is never split over two
   *     files, so a file may exceed it by a buffer
   * @param newKeep how many full files are kept beside the one being written, at least 0
   * @return this builder
   * @throws IllegalArgumentException if either is out of range
   */
  public FileTransportBuilder rotate(long newLimit, int newKeep) {
    if (newLimit <= 0 || newKeep < 0) {
      throw new IllegalArgumentException(
          "cannot rotate at "
              + newLimit
              + " bytes keeping "
              + newKeep
              + " files; use a limit above zero and at least 0 files");
    }
    maxBytes = newLimit;
    keep = newKeep;
    return this;
  }

  /**
   * Sets how much is gathered for one write, which is also the longest line with its line feed.
   *
   * @param newBytes from 1 to 2^30; 64 KiB by default
   * @return this builder
   * @throws IllegalArgumentException if it is out of range
   */
  public FileTransportBuilder bufferBytes(int newBytes) {
    bufferBytes = Targets.requireBufferBytes(newBytes);
    return this;
  }

  /**
   * Makes the transport. It opens nothing before the first flush.
   *
   * @return the transport
   */
  public FileTransport build() {
    return new FileTransport(bufferBytes, new LogFile(file, header, maxBytes, keep));
  }
}
